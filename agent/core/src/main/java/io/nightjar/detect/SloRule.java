package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Figures;
import io.nightjar.alert.Severity;
import io.nightjar.objective.Budget;
import io.nightjar.objective.Burn;
import io.nightjar.objective.BurnPair;
import io.nightjar.objective.Objective;
import io.nightjar.objective.ObjectiveMemory;
import io.nightjar.time.Durations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An objective's budget burns faster than allowed, in a long and a short window together. */
final class SloRule implements StateRule {
    private static final double PERCENT = 100;

    private final List<WatchedObjective> watched = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();

    @Override
    public void settingsChanged(DetectionSettings settings) {
        List<WatchedObjective> before = new ArrayList<>(watched);
        watched.clear();
        for (Objective objective : settings.stated().objectives()) {
            watched.add(known(objective, before));
        }
        arrivals.again();
    }

    /** What is known of the same objective goes on. */
    private static WatchedObjective known(Objective objective, List<WatchedObjective> before) {
        for (WatchedObjective one : before) {
            if (one.objective().isSame(objective)) {
                return one;
            }
        }
        return new WatchedObjective(objective);
    }

    @Override
    public void judgeTick(Tick tick, Breaches breaches) {
        for (int i = 0; i < watched.size(); i++) {
            WatchedObjective one = watched.get(i);
            Budget budget = one.look(tick.recorder(), tick.nowNanos());
            Burn burn = budget.burning(tick.nowNanos());
            if (burn != null) {
                breaches.state(breach(one.objective(), burn), Lasting.REMINDED);
            }
        }
        if (arrivals.isComplete(tick.recorder(), tick.nowNanos())) {
            lookForUnmatched(tick);
        }
    }

    private void lookForUnmatched(Tick tick) {
        List<String> sentences = new ArrayList<>();
        for (WatchedObjective one : watched) {
            Objective objective = one.objective();
            if (!Arrivals.exists(tick.recorder(), objective.operations(), false)) {
                sentences.add("slo." + objective.name() + ".operation: no operation is like '" + objective.operations()
                        + "'");
            }
        }
        tick.outside().unmatchedObjectives(List.copyOf(sentences));
    }

    @Override
    public void restore(List<ObjectiveMemory> memories, Instant now, long nowNanos) {
        for (ObjectiveMemory memory : memories) {
            for (WatchedObjective one : watched) {
                if (memory.isOf(one.objective())) {
                    one.restore(memory, now, nowNanos);
                }
            }
        }
    }

    @Override
    public void remember(List<ObjectiveMemory> into, Instant now, long nowNanos) {
        for (WatchedObjective one : watched) {
            ObjectiveMemory memory = one.remember(nowNanos, now);
            if (memory != null) {
                into.add(memory);
            }
        }
    }

    @Override
    public long counted() {
        long counted = 0;
        for (WatchedObjective one : watched) {
            counted += one.counted();
        }
        return counted;
    }

    private static Breach breach(Objective objective, Burn burn) {
        BurnPair pair = burn.pair();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("slo", objective.name());
        metadata.put("objective", objective.share());
        metadata.put("burn_rate", burn.rate());
        metadata.put("burn_threshold", pair.factor());
        metadata.put("window_seconds", Durations.seconds(pair.longWindow(objective.period())));
        metadata.put("short_window_seconds", Durations.seconds(pair.shortWindow(objective.period())));
        metadata.put("budget_remaining", burn.remaining());
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("slo", objective.name());
        if (objective.operations().isExact()) {
            labels.put("operation", objective.operations().toString());
        }
        String message = "Objective " + objective.name() + " burns its budget " + Figures.fixed(burn.rate(), 1)
                + " times too fast (" + Figures.fixed(burn.remaining() * PERCENT, 1) + "% left)";
        return new Breach(AlertType.SLO, severity(pair), objective.name(), message, metadata, labels);
    }

    private static Severity severity(BurnPair pair) {
        return switch (pair) {
            case FAST -> Severity.CRITICAL;
            case MEDIUM -> Severity.ERROR;
            case SLOW -> Severity.WARNING;
        };
    }
}
