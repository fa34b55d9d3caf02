package io.nightjar.detect;

import io.nightjar.learn.Deviation;
import io.nightjar.learn.Expectation;
import io.nightjar.learn.FalseAlarms;
import io.nightjar.learn.LearnSettings;
import io.nightjar.learn.Learned;
import io.nightjar.learn.OperationModel;
import io.nightjar.learn.Signal;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.Totals;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signal has left what its own past leads one to expect. Learns from every operation and memory once a tick; what deviates and is
 * said by nothing else is raised. Without garbage from tick to tick while nothing deviates.
 */
final class AnomalyRule implements StateRule {
    private static final Duration MOST_QUIET = Duration.ofMinutes(10);
    /** Ticks that follow each other faster are one. */
    private static final long SHORTEST_LOOK_NANOS = 500_000_000;
    /** After a change of what is watched, calls are timed and counted in another way, and their code is compiled anew. */
    private static final double PAUSE_SECONDS = 120;

    private static final double NANOS_A_SECOND = 1e9;
    private static final long MILLIS_AN_HOUR = 3_600_000;
    private static final int HOURS_A_WEEK = 168;
    /** The first of January 1970 was a Thursday. */
    private static final int FIRST_HOUR = 3 * 24;

    private final long startedNanos;
    private final @Nullable LearnedOperation[] operations = new LearnedOperation[CallRecorder.MAX_OPERATIONS];
    /** Operations of which it is known whether anything is learned. */
    private final boolean[] known = new boolean[CallRecorder.MAX_OPERATIONS];

    private final List<LearnedMemory> memories = new ArrayList<>();
    private final Map<List<String>, LearnSettings> settingsBySignals = new HashMap<>();
    private final LearnedBefore before = new LearnedBefore();
    private final AnomalyJudge judge = new AnomalyJudge();
    private final List<LearnedOperation> notable = new ArrayList<>();
    private final long[] totals = new long[Totals.COUNT];
    private final double[] evidence = new double[Signal.values().length];
    private DetectionSettings settings;
    private int count;
    private int series = -1;
    private boolean looked;
    private long lookedNanos;
    private double pausedUntil = Double.NEGATIVE_INFINITY;

    AnomalyRule(DetectionSettings settings, long startedNanos) {
        this.settings = settings;
        this.startedNanos = startedNanos;
    }

    @Override
    public void judgeTick(Tick tick, Breaches breaches) {
        if (!settings.stated().learns()) {
            return;
        }
        if (!looked || tick.nowNanos() - lookedNanos >= SHORTEST_LOOK_NANOS) {
            looked = true;
            lookedNanos = tick.nowNanos();
            look(tick);
        }
        if (tick.nowNanos() - startedNanos >= quietNanos()) {
            judge.judge(notable, memories, tick.nowNanos(), breaches);
        }
    }

    /** A warm-up that is shorter rules the first minutes of the process too. */
    private long quietNanos() {
        Duration learnFor = settings.stated().learnFor();
        return Durations.saturatedNanos(learnFor.compareTo(MOST_QUIET) < 0 ? learnFor : MOST_QUIET);
    }

    private void look(Tick tick) {
        findNew(tick);
        double atSeconds = seconds(tick.nowNanos());
        int hour = hourOfWeek(tick.wallMillis());
        int live = 0;
        notable.clear();
        for (int id = 0; id < count; id++) {
            LearnedOperation operation = operations[id];
            if (operation != null) {
                OperationModel model = operation.model();
                tick.recorder().counters(id, totals);
                model.look(totals, atSeconds, hour, evidence);
                live += model.liveSignals();
                if (operation.isNotable()) {
                    addDeepestFirst(operation);
                }
            }
        }
        live += lookAtMemory(tick);
        if (live != series) {
            series = live;
            FalseAlarms.evidence(settings.stated().falseAlarmsAWeek(), live, evidence);
        }
    }

    private void addDeepestFirst(LearnedOperation operation) {
        int depth = SameCause.depth(operation.layer());
        int index = notable.size();
        while (index > 0 && SameCause.depth(notable.get(index - 1).layer()) < depth) {
            index--;
        }
        notable.add(index, operation);
    }

    private int lookAtMemory(Tick tick) {
        if (!settings.stated().learnsMemory()) {
            return 0;
        }
        List<MemoryReading> readings = tick.memory();
        int live = 0;
        for (int i = 0; i < readings.size(); i++) {
            LearnedMemory memory = memory(readings.get(i), tick.outside());
            memory.look(readings.get(i), startedNanos, evidence[Signal.MEMORY.ordinal()]);
            Expectation expected = memory.model().expectation();
            live += expected != null && expected.ready() ? 1 : 0;
        }
        return live;
    }

    private LearnedMemory memory(MemoryReading reading, Guarded outside) {
        for (int i = 0; i < memories.size(); i++) {
            if (memories.get(i).isOf(reading)) {
                return memories.get(i);
            }
        }
        LearnedMemory created = new LearnedMemory(reading, learnSettings(List.of(Signal.MEMORY.keyName())));
        Learned learned = before.take(Learned.Subject.MEMORY, created.name());
        if (learned != null && !created.model().restore(learned.text())) {
            LearnedBefore.sayUnreadable(learned, outside);
        }
        memories.add(created);
        return created;
    }

    /** The operation that stands for all beyond the table is of ever other calls: nothing is learned of it. */
    private void findNew(Tick tick) {
        CallRecorder recorder = tick.recorder();
        int registered = Math.min(recorder.operationCount(), CallRecorder.MAX_OPERATIONS);
        if (count == 0 && series < 0) {
            FalseAlarms.evidence(settings.stated().falseAlarmsAWeek(), 1, evidence);
        }
        for (int id = 0; id < registered; id++) {
            OperationSpec spec = known[id] ? null : recorder.spec(id);
            if (spec != null && recorder.wasCalled(id)) {
                known[id] = true;
                LearnedOperation created = operation(spec);
                if (created != null) {
                    restore(created, tick.outside());
                }
                operations[id] = created;
            }
        }
        count = registered;
    }

    private @Nullable LearnedOperation operation(OperationSpec spec) {
        OperationLimits limits = settings.limits().apply(spec);
        if (limits.learned().isEmpty()) {
            return null;
        }
        LearnedOperation created = new LearnedOperation(spec, limits, learnSettings(limits.learned()));
        created.model().pauseUntil(pausedUntil);
        return created;
    }

    private void restore(LearnedOperation operation, Guarded outside) {
        Learned learned = before.take(Learned.Subject.OPERATION, operation.name());
        if (learned != null && !operation.model().restore(learned.text())) {
            LearnedBefore.sayUnreadable(learned, outside);
        }
    }

    private LearnSettings learnSettings(List<String> signals) {
        LearnSettings same = settingsBySignals.get(signals);
        if (same == null) {
            List<Signal> found = new ArrayList<>();
            for (String name : signals) {
                Signal signal = Signal.find(name);
                if (signal != null) {
                    found.add(signal);
                }
            }
            StatedSettings stated = settings.stated();
            same = new LearnSettings(
                    Set.copyOf(found), stated.falseAlarmsAWeek(), Durations.seconds(stated.learnFor()));
            settingsBySignals.put(signals, same);
        }
        return same;
    }

    /** What was learned goes on, where the same calls count alike; what is learned of no more is forgotten. */
    @Override
    public void settingsChanged(DetectionSettings newSettings) {
        boolean sameWarmUp =
                newSettings.stated().learnFor().equals(settings.stated().learnFor());
        settings = newSettings;
        settingsBySignals.clear();
        series = -1;
        Arrays.fill(known, false);
        for (int id = 0; id < count; id++) {
            LearnedOperation operation = operations[id];
            if (operation == null) {
                continue;
            }
            known[id] = true;
            OperationLimits limits = newSettings.limits().apply(operation.spec());
            if (!sameWarmUp || !operation.isSame(limits)) {
                LearnedOperation next = operation(operation.spec());
                String learned =
                        operation.countsAlike(limits) ? operation.model().remember() : null;
                if (next != null && learned != null) {
                    next.model().restore(learned);
                }
                operations[id] = next;
            }
        }
        notable.clear();
        if (!newSettings.stated().learns() || !newSettings.stated().learnsMemory()) {
            memories.clear();
        }
    }

    @Override
    public void interrupted() {
        for (LearnedOperation operation : operations) {
            if (operation != null) {
                operation.model().interrupted();
            }
        }
        for (LearnedMemory memory : memories) {
            memory.model().interrupted();
        }
    }

    @Override
    public void forgetRates() {
        pausedUntil = seconds(lookedNanos) + PAUSE_SECONDS;
        for (LearnedOperation operation : operations) {
            if (operation != null) {
                operation.model().pauseUntil(pausedUntil);
            }
        }
    }

    @Override
    public void restoreLearned(List<Learned> learned, Instant now) {
        before.add(learned, now);
    }

    @Override
    public void rememberLearned(List<Learned> into, Instant now) {
        for (LearnedOperation operation : operations) {
            String text = operation == null ? null : operation.model().remember();
            if (text != null) {
                into.add(new Learned(Learned.Subject.OPERATION, operation.name(), now, text));
            }
        }
        for (LearnedMemory memory : memories) {
            String text = memory.model().remember();
            if (text != null) {
                into.add(new Learned(Learned.Subject.MEMORY, memory.name(), now, text));
            }
        }
        before.addTo(into, now);
    }

    @Override
    public void expected(List<Expected> into) {
        for (LearnedOperation operation : operations) {
            for (Signal signal : Signal.values()) {
                Expectation expected = operation == null ? null : operation.expectation(signal);
                if (expected != null) {
                    LearnedOperation.Told told = operation.told(signal);
                    Deviation deviation = operation.model().deviation(signal);
                    String heldBy = told == null || deviation == null ? null : told.heldBy();
                    into.add(new Expected(operation.name(), null, null, expected, deviation, heldBy));
                }
            }
        }
        for (LearnedMemory memory : memories) {
            Expectation expected = memory.model().expectation();
            if (expected != null) {
                Deviation deviation = memory.deviation();
                String heldBy = deviation == null ? null : memory.heldBy;
                into.add(new Expected(null, memory.kind(), memory.device(), expected, deviation, heldBy));
            }
        }
    }

    private double seconds(long nanos) {
        return (nanos - startedNanos) / NANOS_A_SECOND;
    }

    /** In UTC, from Monday on. */
    static int hourOfWeek(long wallMillis) {
        return (int) Math.floorMod(Math.floorDiv(wallMillis, MILLIS_AN_HOUR) + FIRST_HOUR, (long) HOURS_A_WEEK);
    }
}
