package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.record.CallRecorder;
import io.nightjar.rule.Expression;
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

    private final CallRecorder recorder;
    private final TermReadings readings;
    private final Arrivals arrivals = new Arrivals();
    private List<StatedRule> rules = List.of();
    private long longestParkNanos = Long.MAX_VALUE;
    private boolean judgedOnce;

    StatedRules(CallRecorder recorder, DetectionSettings settings, Guarded outside, long nowNanos) {
        this.recorder = recorder;
        readings = new TermReadings(recorder, new OutsideFigures(outside), new StatedWindows(settings), nowNanos);
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
        arrivals.again();
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
        if (!arrivals.isComplete(recorder, tick.nowNanos())) {
            return;
        }
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
        if (definition.each() == null) {
            unmatched(rule, ".when", definition.when(), sentences);
        } else if (!Arrivals.exists(recorder, definition.each(), false)) {
            sentences.add("rule." + rule.name() + ".each: no operation is like '" + definition.each() + "'");
            return;
        }
        if (definition.until() != null) {
            unmatched(rule, ".until", definition.until(), sentences);
        }
    }

    private void unmatched(StatedRule rule, String key, Expression expression, List<String> sentences) {
        for (Term term : expression.terms()) {
            Selection selection = selection(term);
            boolean layer = selection != null && selection.scope() == Selection.Scope.LAYER;
            if (selection != null && !Arrivals.exists(recorder, selection.name(), layer)) {
                String sentence = "rule." + rule.name() + key + ": no " + (layer ? "layer" : "operation") + " is like '"
                        + selection.name() + "'";
                if (!sentences.contains(sentence)) {
                    sentences.add(sentence);
                }
            }
        }
    }

    private static @Nullable Selection selection(Term term) {
        if (term instanceof Term.Before before) {
            return selection(before.term());
        }
        return term instanceof Term.OfCalls calls ? calls.selection() : null;
    }
}
