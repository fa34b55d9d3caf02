package io.nightjar.objective;

import io.nightjar.time.Durations;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of one objective's calls was good and bad, over its windows and its period. It has no clock: every moment is given,
 * on one that does not go back. Not thread-safe.
 */
public final class Budget {
    /** Fewer bad calls in the long window are no alert. */
    public static final int LEAST_BAD = 10;

    private static final int MINUTES_A_PERIOD = 43_200;
    private static final int FIVES_A_PERIOD = 8_640;
    private static final int PARTS_A_PERIOD = 120;
    private static final int MINUTES = 360;
    private static final int FIVES = 864;
    private static final BurnPair[] PAIRS = BurnPair.values();

    private final Objective objective;
    private final long periodNanos;
    private final long beganNanos;
    private final CallBins minutes;
    private final CallBins fives;
    private final CallBins parts;

    /** One that has seen nothing. */
    public Budget(Objective objective, long nowNanos) {
        this.objective = objective;
        periodNanos = Durations.saturatedNanos(objective.period());
        beganNanos = nowNanos;
        minutes = new CallBins(periodNanos / MINUTES_A_PERIOD, MINUTES);
        fives = new CallBins(periodNanos / FIVES_A_PERIOD, FIVES);
        parts = new CallBins(periodNanos / PARTS_A_PERIOD, PARTS_A_PERIOD);
    }

    /**
     * One that goes on from what was remembered.
     *
     * @param gap how long ago that was; nothing was counted meanwhile
     * @return one that has seen nothing where it is of another objective, unreadable, or as old as the period
     */
    public static Budget of(Objective objective, ObjectiveMemory memory, Duration gap, long nowNanos) {
        Duration since = gap.isNegative() ? Duration.ZERO : gap;
        boolean usable = memory.isOf(objective) && !memory.seen().isNegative();
        if (!usable || since.compareTo(objective.period()) >= 0) {
            return new Budget(objective, nowNanos);
        }
        long seenNanos = Math.min(Durations.saturatedNanos(memory.seen()), Long.MAX_VALUE / 4);
        Budget budget = new Budget(objective, nowNanos - since.toNanos() - seenNanos);
        try {
            budget.minutes.read(memory.minutes(), seenNanos);
            budget.fives.read(memory.fives(), seenNanos);
            budget.parts.read(memory.periods(), seenNanos);
        } catch (IllegalArgumentException unreadable) {
            return new Budget(objective, nowNanos);
        }
        budget.moveTo(nowNanos);
        return budget;
    }

    public Objective objective() {
        return objective;
    }

    /** Counts calls that have ended since the last time, and the bad ones among them. */
    public void add(long calls, long bad, long nowNanos) {
        moveTo(nowNanos);
        minutes.add(calls, bad);
        fives.add(calls, bad);
        parts.add(calls, bad);
    }

    private long moveTo(long nowNanos) {
        long elapsedNanos = Math.max(0, nowNanos - beganNanos);
        minutes.moveTo(elapsedNanos);
        fives.moveTo(elapsedNanos);
        parts.moveTo(elapsedNanos);
        return elapsedNanos;
    }

    /** The highest pair in both of whose windows the budget burns too fast; null where it does in none. */
    public @Nullable Burn burning(long nowNanos) {
        long elapsedNanos = moveTo(nowNanos);
        for (BurnPair pair : PAIRS) {
            CallBins bins = pair.inFives() ? fives : minutes;
            long bad = bins.bad(pair.longBins());
            if (bad >= LEAST_BAD
                    && pair.canFire(objective.budget())
                    && rate(bins, pair.shortBins()) > pair.factor()
                    && rate(bins, pair.longBins()) > pair.factor()) {
                return new Burn(pair, rate(bins, pair.longBins()), remaining(elapsedNanos));
            }
        }
        return null;
    }

    private double rate(CallBins bins, int newest) {
        long calls = bins.calls(newest);
        return calls == 0 ? 0 : bins.bad(newest) / (calls * objective.budget());
    }

    /**
     * Which share of the period's budget is left, 0 to 1. Where less than the period was seen, its calls are taken to be as many
     * as so far, and those that were not seen to be good.
     */
    private double remaining(long elapsedNanos) {
        long calls = parts.calls(parts.size());
        if (calls == 0) {
            return 1;
        }
        double seen = Math.max(1, parts.coveredNanos(elapsedNanos));
        double expected = calls * Math.max(1, periodNanos / seen);
        return Math.max(0, 1 - parts.bad(parts.size()) / (expected * objective.budget()));
    }

    /** As {@link Burn#remaining}, now. */
    public double remainingAt(long nowNanos) {
        return remaining(moveTo(nowNanos));
    }

    /** All that is to survive the process. */
    public ObjectiveMemory remember(long nowNanos, Instant now) {
        long elapsedNanos = moveTo(nowNanos);
        return new ObjectiveMemory(
                objective.name(),
                objective.operations().toString(),
                objective.share(),
                objective.latency(),
                objective.period(),
                now,
                Duration.ofNanos(elapsedNanos),
                parts.calls(parts.size()),
                minutes.text(),
                fives.text(),
                parts.text());
    }
}
