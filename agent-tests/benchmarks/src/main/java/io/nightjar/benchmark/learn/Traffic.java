package io.nightjar.benchmark.learn;

import io.nightjar.record.Logs;
import io.nightjar.record.Totals;
import java.util.SplittableRandom;

/**
 * Calls of one operation, made up second by second: durations whose logarithm is normal, with batches, tails, pauses, short slow
 * times and slow wandering; rates with bursts, mornings, nights and weekends. The same seed makes the same traffic.
 */
final class Traffic {
    private static final double LN_NANOS_OF_100_MS = Math.log(1e8);
    private static final double STEPS_IN_LN = Logs.STEPS / Math.log(2);
    private static final double BATCH = Math.log(1.6);
    private static final double DAY = 86_400;
    private static final double HOUR = 3_600;
    /** From so many calls on their sum is drawn at once. */
    private static final long MANY = 24;

    private final SplittableRandom random;
    private final double callsASecond;
    private final double spread;
    private final double wanderSize;
    private final double burstSize;
    private final double burstSeconds;
    private final double dayLatency;
    private final double nightPart;
    private final double weekendPart;
    private final boolean steep;
    /** Whether the calls of a batch come one after another, instead of anywhere between others. */
    private final boolean clustered;

    private final double startOfWeek;
    private final double usualErrors;
    private double second;
    private double sinceStart;
    private double wander;
    private double burst;
    private double pauseLeft;
    private double toPause;
    private double blipLeft;
    private double blip;
    private double toBlip;
    private boolean batch;
    private double errorBurstLeft;
    private double toErrorBurst;

    Traffic(long seed, double callsASecond, boolean clustered) {
        random = new SplittableRandom(seed);
        this.callsASecond = callsASecond;
        spread = between(0.5, 1);
        wanderSize = between(0.03, 0.1);
        burstSize = between(0.05, 0.3);
        burstSeconds = between(10, 90);
        dayLatency = between(0, 0.2);
        nightPart = between(0.2, 0.6);
        weekendPart = between(0.4, 1);
        steep = random.nextBoolean();
        this.clustered = clustered;
        startOfWeek = random.nextInt(168) * HOUR;
        usualErrors = random.nextInt(3) == 0 ? 0 : between(0.001, 0.01);
        toPause = between(120, 1_320);
        toBlip = between(0, 0.5 * DAY);
        toErrorBurst = between(0, DAY);
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    int hourOfWeek() {
        return (int) ((startOfWeek + second) / HOUR % 168);
    }

    /** The process was started anew; it is as slow as at first. */
    void deploy() {
        sinceStart = 0;
    }

    /** Adds a second of calls. */
    void next(long[] totals, Incident incident) {
        second++;
        sinceStart++;
        double level = LN_NANOS_OF_100_MS + Math.log(incident.factor()) + slowness();
        long calls = poisson(callsASecond * busy() * incident.part());
        if (calls == 0) {
            return;
        }
        double share = incident.failing() > 0 ? incident.failing() : errorShare();
        long failed = Math.min(calls, binomial(calls, share));
        long good = calls - failed;
        totals[Totals.CALLS] += calls;
        totals[Totals.ERRORS] += failed;
        totals[Totals.DURATION_LOGS] +=
                Math.max(0, Math.round(sum(good, level, spread, 0.01, Math.log(6)) * STEPS_IN_LN));
        totals[Totals.FIRST_CHUNKS] += good;
        double chunk = level - 1.5 - Math.log(incident.factor()) + Math.log(incident.firstChunkFactor());
        totals[Totals.FIRST_CHUNK_LOGS] +=
                Math.max(0, Math.round(sum(good, chunk, spread, 0.01, Math.log(6)) * STEPS_IN_LN));
        totals[Totals.TOKEN_CALLS] += good;
        double tokens = Math.log(200) + Math.log(incident.tokensFactor());
        totals[Totals.TOKEN_LOGS] += Math.max(0, Math.round(sum(good, tokens, 0.8, 0, 0) * STEPS_IN_LN));
    }

    private double sum(long calls, double level, double deviation, double tailShare, double tail) {
        double batchShare = clustered || tail == 0 ? 0 : 0.3;
        if (calls > MANY) {
            long tails = binomial(calls, tailShare);
            long batches = binomial(calls, batchShare);
            return calls * level + tails * tail + batches * BATCH + Math.sqrt(calls) * deviation * gauss();
        }
        double sum = 0;
        for (int i = 0; i < calls; i++) {
            sum += level
                    + deviation * gauss()
                    + (tailShare > 0 && random.nextDouble() < tailShare ? tail : 0)
                    + (batchShare > 0 && random.nextDouble() < batchShare ? BATCH : 0);
        }
        return sum;
    }

    private double slowness() {
        wander += -wander / 1_800 + wanderSize * Math.sqrt(2 / 1_800.0) * gauss();
        double slow = wander + dayLatency * Math.cos(2 * Math.PI * (startOfWeek + second - 14 * HOUR) / DAY);
        if (--toPause <= 0) {
            pauseLeft = 1 + random.nextInt(2);
            toPause = between(120, 1_320);
        }
        if (--pauseLeft >= 0) {
            slow += Math.log(3);
        }
        if (--toBlip <= 0) {
            blipLeft = between(10, 30);
            blip = Math.log(between(1.1, 1.4));
            toBlip = between(0.2, 0.8) * DAY;
        }
        if (--blipLeft >= 0) {
            slow += blip;
        }
        if (clustered) {
            if (random.nextInt(20) == 0) {
                batch = random.nextDouble() < 0.3;
            }
            slow += batch ? Math.log(1.6) : 0;
        }
        if (sinceStart < 90) {
            slow += Math.log(1 + 5 * (1 - sinceStart / 90));
        }
        return slow;
    }

    private double errorShare() {
        if (--toErrorBurst <= 0) {
            errorBurstLeft = between(10, 60);
            toErrorBurst = between(0.1, 0.6) * DAY;
        }
        return --errorBurstLeft >= 0 ? usualErrors * 3 : usualErrors;
    }

    private double busy() {
        burst += -burst / burstSeconds + burstSize * Math.sqrt(2 / burstSeconds) * gauss();
        double time = startOfWeek + second;
        double hour = time / HOUR % 24;
        double night = steep
                ? clamp((hour - 6.5) / 2.5, 0, 1) * clamp((21.5 - hour) / 2.5, 0, 1)
                : 0.5 + 0.5 * Math.cos(2 * Math.PI * (hour - 14) / 24);
        double day = time / DAY % 7;
        double weekend = clamp((day - 4.9) * 8, 0, 1) * clamp((7 - day) * 8, 0, 1);
        return Math.exp(burst)
                * (nightPart + (1 - nightPart) * night)
                / (0.5 + 0.5 * nightPart)
                * (1 - (1 - weekendPart) * weekend);
    }

    private static double clamp(double value, double least, double most) {
        return Math.min(most, Math.max(least, value));
    }

    private long binomial(long trials, double share) {
        if (share <= 0) {
            return 0;
        }
        if (trials * share > 30) {
            double deviation = Math.sqrt(trials * share * (1 - share));
            return Math.max(0, Math.min(trials, Math.round(trials * share + deviation * gauss())));
        }
        if (share < 0.05 && trials > 10) {
            return Math.min(trials, poisson(trials * share));
        }
        long hits = 0;
        for (long i = 0; i < trials; i++) {
            hits += random.nextDouble() < share ? 1 : 0;
        }
        return hits;
    }

    private long poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > 30) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * gauss()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        long count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    private double spare = Double.NaN;

    private double gauss() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * random.nextDouble() - 1;
            y = 2 * random.nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * Math.log(square) / square);
        spare = y * factor;
        return x * factor;
    }
}
