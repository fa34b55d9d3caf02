package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.match.Glob;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.rule.RuleDefinition;
import io.nightjar.rule.Selection;
import io.nightjar.rule.Term;
import io.nightjar.rule.reading.TermReadings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user's own rules hold. Made where there are some. */
final class StatedRules implements StateRule {
    private static final int TICKS_A_WINDOW = 10;
    private static final long TILL_UNMATCHED_NANOS = 600_000_000_000L;
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final CallRecorder recorder;
    private final TermReadings readings;
    private final long startedNanos;
    private List<StatedRule> rules = List.of();
    private long longestParkNanos = Long.MAX_VALUE;
    private boolean judgedOnce;
    private int operations;
    private long operationsSinceNanos;
    private boolean unmatchedKnown;

    StatedRules(CallRecorder recorder, DetectionSettings settings, Guarded outside, long nowNanos) {
        this.recorder = recorder;
        readings = new TermReadings(recorder, new OutsideFigures(outside), new StatedWindows(settings), nowNanos);
        startedNanos = nowNanos;
        operationsSinceNanos = nowNanos;
    }

    /** What a rule that stays asks for goes on as it was; whether its condition lasts is known by the condition itself. */
    @Override
    public void settingsChanged(DetectionSettings settings) {
        readings.rebinding(new StatedWindows(settings));
        List<StatedRule> next = new ArrayList<>();
        for (RuleDefinition definition : settings.stated().rules()) {
            StatedRule rule = new StatedRule(definition);
            StatedRule before = find(definition.name());
            rule.bind(readings, before == null ? List.of() : before.operations());
            next.add(rule);
        }
        rules = next;
        readings.rebound();
        long shortest = readings.shortestWindowNanos();
        longestParkNanos = shortest == Long.MAX_VALUE ? shortest : shortest / TICKS_A_WINDOW;
        unmatchedKnown = false;
    }

    @Override
    public void judgeTick(Tick tick, Breaches breaches) {
        readings.refresh(tick.nowNanos());
        if (!judgedOnce) {
            judgedOnce = true;
            goOn(breaches.firing(AlertType.RULE));
        }
        for (int i = 0; i < rules.size(); i++) {
            rules.get(i).judge(readings, breaches);
        }
        lookForUnmatched(tick);
    }

    @Override
    public void interrupted() {
        readings.interrupted();
    }

    @Override
    public long longestParkNanos() {
        return longestParkNanos;
    }

    /** Conditions that an earlier process began are judged before there is a call of their operation. */
    private void goOn(List<Map<String, String>> firing) {
        for (Map<String, String> labels : firing) {
            StatedRule rule = find(labels.getOrDefault(StatedRule.RULE, ""));
            String operation = labels.get(StatedRule.OPERATION);
            if (rule != null && operation != null) {
                rule.goOn(readings, operation);
            }
        }
    }

    private @Nullable StatedRule find(String name) {
        for (StatedRule rule : rules) {
            if (rule.name().equals(name)) {
                return rule;
            }
        }
        return null;
    }

    /** Once there was time for every operation to come, and none has come lately. */
    private void lookForUnmatched(Tick tick) {
        if (recorder.operationCount() != operations) {
            operations = recorder.operationCount();
            operationsSinceNanos = tick.nowNanos();
            unmatchedKnown = false;
        }
        if (unmatchedKnown
                || tick.nowNanos() - startedNanos < TILL_UNMATCHED_NANOS
                || tick.nowNanos() - operationsSinceNanos < QUIET_NANOS) {
            return;
        }
        unmatchedKnown = true;
        List<String> sentences = new ArrayList<>();
        for (StatedRule rule : rules) {
            unmatched(rule, sentences);
        }
        if (readings.refused() > 0) {
            sentences.add("rules: " + readings.refused() + " terms have no data, for " + TermReadings.MOST_WINDOWS
                    + " windows are kept at most");
        }
        tick.outside().unmatchedRules(List.copyOf(sentences));
    }

    private void unmatched(StatedRule rule, List<String> sentences) {
        RuleDefinition definition = rule.definition();
        if (rule.isFull()) {
            sentences.add("rule." + rule.name() + ".each: more than " + StatedRule.MOST_OPERATIONS
                    + " operations are like '" + definition.each() + "'; the others are not judged");
        }
        if (definition.each() != null) {
            if (!exists(definition.each(), false)) {
                sentences.add("rule." + rule.name() + ".each: no operation is like '" + definition.each() + "'");
            }
            return;
        }
        for (Term term : definition.when().terms()) {
            Selection selection = selection(term);
            boolean layer = selection != null && selection.scope() == Selection.Scope.LAYER;
            if (selection != null && !exists(selection.name(), layer)) {
                sentences.add("rule." + rule.name() + ".when: no " + (layer ? "layer" : "operation") + " is like '"
                        + selection.name() + "'");
            }
        }
    }

    private static @Nullable Selection selection(Term term) {
        if (term instanceof Term.Before before) {
            return selection(before.term());
        }
        return term instanceof Term.OfCalls calls ? calls.selection() : null;
    }

    private boolean exists(Glob name, boolean layer) {
        for (int id = 0; id < recorder.operationCount(); id++) {
            OperationSpec spec = recorder.spec(id);
            if (spec != null && name.matches(layer ? spec.layer() : spec.name())) {
                return true;
            }
        }
        return false;
    }
}
