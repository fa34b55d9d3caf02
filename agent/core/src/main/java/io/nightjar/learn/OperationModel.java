package io.nightjar.learn;

import io.nightjar.record.Totals;
import org.jspecify.annotations.Nullable;

/** What is normal for one operation. Makes no garbage from look to look while nothing deviates. Not thread-safe. */
public final class OperationModel {
    /** Looks that follow each other faster are one. */
    private static final double LEAST_LOOK_SECONDS = 0.5;
    /** After so long a machine stood still, or a clock jumped. */
    private static final double MOST_LOOK_SECONDS = 90;

    private final double warmUpSeconds;
    private final OperationSignals signals;
    private final long[] before = new long[Totals.COUNT];
    private @Nullable Weeks weeks;
    private boolean begun;
    private boolean interrupted;
    private boolean startIsOver;
    private double seenSeconds;
    private double lookedAt;
    private double pausedUntil = Double.NEGATIVE_INFINITY;

    /** A model that has seen nothing. */
    public OperationModel(LearnSettings settings) {
        warmUpSeconds = settings.warmUpSeconds();
        signals = new OperationSignals(settings);
    }

    /** Whether the hours of the week are learned too, for some 700 bytes; they are forgotten as soon as they are not. */
    public void weekly(boolean on) {
        if (!on) {
            weeks = null;
        } else if (weeks == null) {
            weeks = new Weeks();
        }
    }

    /**
     * Takes what was counted until now.
     *
     * @param totals one for each of {@code io.nightjar.record.Totals}, growing
     * @param atSeconds on a monotonic clock
     * @param hourOfWeek of the wall clock in UTC, 0 to 167
     * @param evidence how much evidence an alarm needs, for each of {@link Signal} by ordinal: {@link FalseAlarms}
     */
    public void look(long[] totals, double atSeconds, int hourOfWeek, double[] evidence) {
        double seconds = atSeconds - lookedAt;
        if (!Double.isFinite(atSeconds) || begun && seconds >= 0 && seconds < LEAST_LOOK_SECONDS) {
            return;
        }
        if (!begun
                || interrupted
                || seconds < 0
                || seconds > MOST_LOOK_SECONDS
                || atSeconds < pausedUntil
                || shrank(totals)) {
            passOver(totals, atSeconds);
            return;
        }
        lookedAt = atSeconds;
        seenSeconds += seconds;
        if (!startIsOver && seenSeconds >= warmUpSeconds / 2) {
            startIsOver = true;
            signals.startIsOver();
        }
        boolean judged = seenSeconds >= warmUpSeconds;
        signals.look(totals, before, atSeconds, seconds, evidence, judged, weeks);
        if (weeks != null) {
            long calls = totals[Totals.CALLS] - before[Totals.CALLS];
            long timed = calls - (totals[Totals.ERRORS] - before[Totals.ERRORS]);
            long steps = totals[Totals.DURATION_LOGS] - before[Totals.DURATION_LOGS];
            weeks.look(hourOfWeek, seconds, calls, timed, steps, signals.anyOpen());
        }
        System.arraycopy(totals, 0, before, 0, Totals.COUNT);
    }

    private boolean shrank(long[] totals) {
        return totals[Totals.CALLS] < before[Totals.CALLS]
                || totals[Totals.ERRORS] < before[Totals.ERRORS]
                || totals[Totals.FIRST_CHUNKS] < before[Totals.FIRST_CHUNKS]
                || totals[Totals.TOKEN_CALLS] < before[Totals.TOKEN_CALLS];
    }

    /** Goes on from here: what was counted meanwhile is no evidence, and neither is that nothing was. */
    private void passOver(long[] totals, double atSeconds) {
        begun = true;
        interrupted = false;
        lookedAt = atSeconds;
        signals.passOver(atSeconds);
        if (weeks != null) {
            weeks.forgetHour();
        }
        System.arraycopy(totals, 0, before, 0, Totals.COUNT);
    }

    /** What has left what was expected of it and has not come back; null where nothing. */
    public @Nullable Deviation deviation(Signal signal) {
        SignalModel model = signals.model(signal);
        return model == null ? null : model.deviation();
    }

    /** Whether anything has, so that a look at each signal can be spared. */
    public boolean deviates() {
        return signals.anyOpen();
    }

    /** What is expected; null where it is not learned, or nothing has been seen of it. */
    public @Nullable Expectation expectation(Signal signal) {
        SignalModel model = signals.model(signal);
        return model == null ? null : model.expectation();
    }

    /** How many of its signals are judged now: these share the false alarms that are allowed. */
    public int liveSignals() {
        return seenSeconds < warmUpSeconds ? 0 : signals.live();
    }

    /** The machine stood still, or the clock jumped: what was missed is no evidence. */
    public void interrupted() {
        interrupted = true;
    }

    /** Something that the agent itself did, or a change of what is watched, is to be learned of nothing and judged by nothing until a moment. */
    public void pauseUntil(double atSeconds) {
        if (atSeconds > pausedUntil) {
            pausedUntil = atSeconds;
        }
    }

    /** What is to survive the process, as text without line breaks; null where nothing is worth it. */
    public @Nullable String remember() {
        if (!signals.any()) {
            return null;
        }
        NumbersText text = new NumbersText();
        signals.remember(text);
        text.add(weeks == null ? 0 : 1);
        if (weeks != null) {
            weeks.remember(text);
        }
        return text.end();
    }

    /** Goes on from what an earlier process remembered; false where it cannot be read, and then nothing has changed. */
    public boolean restore(String remembered) {
        NumbersReader trial = NumbersReader.open(remembered);
        if (trial == null || !read(trial, signals.fresh(), new Weeks())) {
            return false;
        }
        NumbersReader numbers = NumbersReader.open(remembered);
        startIsOver = true;
        return numbers != null && read(numbers, signals, weeks == null ? new Weeks() : weeks);
    }

    private static boolean read(NumbersReader numbers, OperationSignals signals, Weeks weeks) {
        return signals.restore(numbers) && (numbers.between(0, 1) == 0 || weeks.restore(numbers)) && numbers.done();
    }
}
