package io.nightjar.replay;

import io.nightjar.rule.Expression;
import io.nightjar.rule.Figure;
import io.nightjar.rule.RuleDefinition;
import io.nightjar.rule.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is not judged of a log because the log does not hold it, a sentence each. Stateless. */
final class NotJudged {
    private NotJudged() {}

    /** Of a log of calls. */
    static List<String> ofCalls() {
        List<String> lines = new ArrayList<>();
        lines.add("stuck is not judged: a log of calls knows of a call once it has ended");
        lines.add(
                "memory and its forecast are not judged: a log of calls holds none (a series of it is judged by --signal memory)");
        return lines;
    }

    /** Of the rules of a configuration, on a log of calls. */
    static List<String> ofRules(ReplaySettings settings) {
        List<String> lines = new ArrayList<>();
        for (RuleDefinition rule : settings.detection().stated().rules()) {
            Set<String> missing = new TreeSet<>();
            addMissing(rule.when(), missing);
            if (rule.until() != null) {
                addMissing(rule.until(), missing);
            }
            if (!missing.isEmpty()) {
                lines.add("rule " + rule.name() + " asks for what a log of calls does not hold: "
                        + String.join(", ", missing));
            }
        }
        return lines;
    }

    /** Of a series. */
    static List<String> ofSeries(Signal signal) {
        return switch (signal) {
            case LATENCY -> List.of("errors, throughput, stuck and memory are not judged: the series holds durations");
            case MEMORY -> List.of("calls are not judged: the series holds memory");
            case ERRORS ->
                List.of(
                        "latency, throughput, stuck and memory are not judged: the series holds shares of failed calls, each"
                                + " taken for that of 100 calls");
            case THROUGHPUT ->
                List.of("latency, errors, stuck and memory are not judged: the series holds calls a second");
            case FIRST_CHUNK ->
                List.of("latency, errors, throughput, stuck and memory are not judged: the series holds times to the"
                        + " first chunk");
            case TOKENS ->
                List.of("latency, errors, throughput, stuck and memory are not judged: the series holds tokens");
        };
    }

    private static void addMissing(Expression expression, Set<String> missing) {
        for (Term term : expression.terms()) {
            addMissing(term, missing);
        }
    }

    private static void addMissing(Term term, Set<String> missing) {
        if (term instanceof Term.Before before) {
            addMissing(before.term(), missing);
        } else if (term instanceof Term.OfMemory memory) {
            missing.add("memory(" + memory.kind() + ") (absent)");
        } else if (term instanceof Term.Cpu) {
            missing.add("cpu() (absent)");
        } else if (term instanceof Term.GpuUtilization) {
            missing.add("gpu_utilization() (absent)");
        } else if (term instanceof Term.GcPause) {
            missing.add("gc_pause (absent)");
        } else if (term instanceof Term.OfCalls calls) {
            Figure figure = calls.figure();
            if (figure == Figure.IN_FLIGHT || figure == Figure.OLDEST) {
                missing.add(figure.text() + " (nothing is ever in flight)");
            } else if (figure == Figure.CHUNK_GAP_P95) {
                missing.add(figure.text() + " (absent)");
            }
        }
    }
}
