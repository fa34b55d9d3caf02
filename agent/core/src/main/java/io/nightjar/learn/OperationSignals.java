package io.nightjar.learn;

import io.nightjar.record.Totals;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signals of one operation, each made when something is first seen of it, and that one cause is said once. Not thread-safe. */
final class OperationSignals {
    private static final int COUNT = Signal.values().length;
    private static final double BIN_SECONDS = 10;
    private static final double EARLY_SECONDS = 0.5;
    /** After so long without a call, that has become normal. */
    private static final double GONE_SECONDS = 3_600;

    private static final double NANOS_IN_MILLISECOND = 1e6;

    private final LearnSettings settings;
    private final @Nullable SignalModel[] models = new SignalModel[COUNT];
    private @Nullable LevelModel latency;
    private @Nullable LevelModel firstChunk;
    private @Nullable LevelModel tokens;
    private @Nullable ErrorModel errors;
    private @Nullable RateModel throughput;
    private @Nullable SilenceModel silence;
    private final Gaps gaps = new Gaps();
    private boolean calledEver;
    private int open;
    private double calledAt;
    private double binAt;
    private long binCalls;
    private long binErrors;

    OperationSignals(LearnSettings settings) {
        this.settings = settings;
    }

    OperationSignals fresh() {
        return new OperationSignals(settings);
    }

    void look(
            long[] totals,
            long[] before,
            double atSeconds,
            double seconds,
            double[] evidence,
            boolean judged,
            @Nullable Weeks weeks) {
        long calls = totals[Totals.CALLS] - before[Totals.CALLS];
        if (calls > 0) {
            long failed = Math.min(calls, totals[Totals.ERRORS] - before[Totals.ERRORS]);
            lookAtCalls(
                    calls,
                    failed,
                    totals[Totals.DURATION_LOGS] - before[Totals.DURATION_LOGS],
                    atSeconds,
                    evidence,
                    judged,
                    weeks);
        } else if (silence != null) {
            lookAtNone(silence, atSeconds, evidence, judged, weeks);
        }
        long chunks = totals[Totals.FIRST_CHUNKS] - before[Totals.FIRST_CHUNKS];
        if (chunks > 0 && !gaps.isCold(atSeconds)) {
            if (firstChunk == null) {
                firstChunk = level(Signal.FIRST_CHUNK, atSeconds);
            }
            look(
                    firstChunk,
                    chunks,
                    totals[Totals.FIRST_CHUNK_LOGS] - before[Totals.FIRST_CHUNK_LOGS],
                    atSeconds,
                    evidence,
                    0,
                    judged);
        }
        long reports = totals[Totals.TOKEN_CALLS] - before[Totals.TOKEN_CALLS];
        if (reports > 0) {
            if (tokens == null) {
                tokens = level(Signal.TOKENS, atSeconds);
            }
            look(
                    tokens,
                    reports,
                    totals[Totals.TOKEN_LOGS] - before[Totals.TOKEN_LOGS],
                    atSeconds,
                    evidence,
                    0,
                    judged);
        }
        for (SignalModel model : models) {
            if (model != null) {
                model.learnedSeconds += seconds;
            }
        }
    }

    private void lookAtCalls(
            long calls,
            long failed,
            long steps,
            double atSeconds,
            double[] evidence,
            boolean judged,
            @Nullable Weeks weeks) {
        if (!calledEver) {
            create(atSeconds);
        }
        if (silence != null) {
            boolean wasOpen = silence.isOpen();
            silence.calls(calls, atSeconds - calledAt, atSeconds);
            if (wasOpen) {
                startBin(atSeconds);
                changed(silence, true, false, atSeconds);
            }
        }
        gaps.calls(atSeconds, atSeconds - calledAt);
        calledAt = atSeconds;
        if (calls > failed && !gaps.isCold(atSeconds)) {
            look(latency, calls - failed, steps, atSeconds, evidence, weeks == null ? 0 : weeks.rise(), judged);
        }
        binCalls += calls;
        binErrors += failed;
        double seconds = atSeconds - binAt;
        if (seconds >= BIN_SECONDS - EARLY_SECONDS) {
            closeBin(seconds, atSeconds, evidence, judged, weeks);
        }
    }

    private void lookAtNone(
            SilenceModel silence, double atSeconds, double[] evidence, boolean judged, @Nullable Weeks weeks) {
        double seconds = atSeconds - calledAt;
        if (!silence.isOpen()) {
            silence.none(
                    seconds, atSeconds, evidence[Signal.SILENCE.ordinal()], weeks == null ? 0 : weeks.fall(), judged);
            changed(silence, false, false, atSeconds);
        } else if (seconds >= GONE_SECONDS) {
            silence.startAgain(atSeconds);
            if (throughput != null) {
                throughput.startAgain();
            }
            changed(silence, true, true, atSeconds);
        }
    }

    private void look(
            @Nullable LevelModel model,
            long calls,
            long steps,
            double atSeconds,
            double[] evidence,
            double swing,
            boolean judged) {
        if (model == null) {
            return;
        }
        boolean wasOpen = model.isOpen();
        boolean free = open == 0;
        boolean adopted =
                model.look(calls, steps, atSeconds, evidence[model.signal().ordinal()], swing, judged, free);
        changed(model, wasOpen, adopted, atSeconds);
    }

    /** A bin without calls is not closed: what is silent is no matter of how many calls there are. */
    private void closeBin(double seconds, double atSeconds, double[] evidence, boolean judged, @Nullable Weeks weeks) {
        if (errors != null) {
            boolean wasOpen = errors.isOpen();
            boolean adopted = errors.look(
                    binCalls, binErrors, seconds, atSeconds, evidence[Signal.ERRORS.ordinal()], judged, true);
            changed(errors, wasOpen, adopted, atSeconds);
        }
        if (throughput != null) {
            boolean wasOpen = throughput.isOpen();
            boolean free = open == 0 && !suspicious(latency) && !suspicious(errors);
            double fall = weeks == null ? 0 : weeks.fall();
            boolean adopted = throughput.look(
                    binCalls,
                    seconds,
                    seconds / BIN_SECONDS,
                    atSeconds,
                    evidence[Signal.THROUGHPUT.ordinal()],
                    fall,
                    judged,
                    free);
            changed(throughput, wasOpen, adopted, atSeconds);
        }
        startBin(atSeconds);
    }

    private static boolean suspicious(@Nullable SignalModel model) {
        return model != null && model.suspicious();
    }

    private void startBin(double atSeconds) {
        binAt = atSeconds;
        binCalls = 0;
        binErrors = 0;
    }

    /** What else moved with a signal had the same cause: it is forgotten, or has become normal with it. */
    private void changed(SignalModel model, boolean wasOpen, boolean adopted, double atSeconds) {
        if (model.isOpen() == wasOpen) {
            return;
        }
        open += wasOpen ? -1 : 1;
        if (!wasOpen) {
            return;
        }
        for (SignalModel other : models) {
            if (other != null && other != model && !other.isOpen()) {
                if (adopted) {
                    other.settle(atSeconds);
                } else {
                    other.calm(atSeconds);
                }
            }
        }
    }

    private void create(double atSeconds) {
        calledEver = true;
        Set<Signal> wanted = settings.signals();
        latency = level(Signal.LATENCY, atSeconds);
        if (wanted.contains(Signal.ERRORS)) {
            errors = new ErrorModel(settings.warmUpSeconds());
            models[Signal.ERRORS.ordinal()] = errors;
        }
        if (wanted.contains(Signal.THROUGHPUT)) {
            throughput = new RateModel(settings.warmUpSeconds());
            models[Signal.THROUGHPUT.ordinal()] = throughput;
        }
        if (wanted.contains(Signal.SILENCE)) {
            silence = new SilenceModel(settings.warmUpSeconds());
            models[Signal.SILENCE.ordinal()] = silence;
        }
        calledAt = atSeconds;
        startBin(atSeconds);
    }

    private @Nullable LevelModel level(Signal signal, double atSeconds) {
        if (!settings.signals().contains(signal)) {
            return null;
        }
        boolean ofCounts = signal == Signal.TOKENS;
        LevelModel model =
                new LevelModel(signal, settings.warmUpSeconds(), ofCounts, ofCounts ? 1 : NANOS_IN_MILLISECOND);
        model.passOver(atSeconds);
        models[signal.ordinal()] = model;
        return model;
    }

    void startIsOver() {
        for (SignalModel model : models) {
            if (model != null) {
                model.startIsOver();
            }
        }
    }

    void passOver(double atSeconds) {
        calledAt = atSeconds;
        startBin(atSeconds);
        for (SignalModel model : models) {
            if (model != null) {
                model.passOver(atSeconds);
            }
        }
    }

    @Nullable
    SignalModel model(Signal signal) {
        return models[signal.ordinal()];
    }

    boolean any() {
        return calledEver;
    }

    boolean anyOpen() {
        return open > 0;
    }

    int live() {
        int live = 0;
        for (SignalModel model : models) {
            if (model != null && model.ready()) {
                live++;
            }
        }
        return live;
    }

    void remember(NumbersText text) {
        for (SignalModel model : models) {
            text.add(model == null ? 0 : 1);
            if (model != null) {
                model.remember(text);
            }
        }
    }

    /** Signals that are not wanted any more are read and left out. */
    boolean restore(NumbersReader numbers) {
        OperationSignals all = new OperationSignals(
                new LearnSettings(Set.of(Signal.values()), settings.falseAlarmsAWeek(), settings.warmUpSeconds()));
        all.create(0);
        all.level(Signal.FIRST_CHUNK, 0);
        all.level(Signal.TOKENS, 0);
        create(0);
        for (Signal signal : Signal.values()) {
            if (numbers.between(0, 1) == 0) {
                continue;
            }
            SignalModel target = all.models[signal.ordinal()];
            if (settings.signals().contains(signal)) {
                if (signal == Signal.FIRST_CHUNK) {
                    firstChunk = level(signal, 0);
                } else if (signal == Signal.TOKENS) {
                    tokens = level(signal, 0);
                }
                target = models[signal.ordinal()];
            }
            if (target == null || !target.restore(numbers)) {
                return false;
            }
        }
        return true;
    }
}
