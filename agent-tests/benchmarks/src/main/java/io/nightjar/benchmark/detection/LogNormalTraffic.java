package io.nightjar.benchmark.detection;

/**
 * Traffic of the figures of a book: log-normal durations with batches, pauses and tails, a day and a week as sines, blips, wander, cold
 * starts. Not thread-safe.
 */
final class LogNormalTraffic implements Traffic {
    /** The normal distribution as so many samples, so that a call needs one random number. */
    private static final float[] NORMAL = new float[1 << 16];

    /** Of as many: 30 % are in a batch, 1 % in the tail. */
    private static final int BATCHES = 19_661;

    private static final int TAILS = 64_881;

    static {
        Chance chance = new Chance(1);
        for (int i = 0; i < NORMAL.length; i++) {
            NORMAL[i] = (float) chance.normal();
        }
    }

    private static final int MEDIAN_NANOS = 120_000_000;
    private static final int FIRST_CHUNK_NANOS = 30_000_000;
    private static final int TOKENS = 150;
    private static final int DAY_SECONDS = 86_400;
    private static final int WEEK_SECONDS = 604_800;
    private static final int WORKDAYS = 5;

    private final double callsPerSecond;
    private final Chance chance;
    private final double deviation;
    private final double phase;
    private final Deploys deploys;
    private final Swell pause;
    private final Swell blip;
    private final Swell failing;
    private long index;
    private double wander;
    private double volume;

    LogNormalTraffic(double callsPerSecond, long seed) {
        this.callsPerSecond = callsPerSecond;
        chance = new Chance(seed * 104_729 + 5);
        deviation = chance.between(0.5, 1);
        phase = chance.between(0, 1);
        deploys = new Deploys(chance);
        pause = new Swell(chance, 720, 1, 2, 3, 3);
        blip = new Swell(chance, DAY_SECONDS, 10, 30, 1.1, 1.4);
        failing = new Swell(chance, DAY_SECONDS, 30, 60, 2, 6);
    }

    @Override
    public void next(Second second, Incident incident) {
        second.clear();
        second.index = index;
        long ofWeek = index % WEEK_SECONDS;
        second.hourOfWeek = (int) (ofWeek / 3_600);
        index++;
        deploys.next(ofWeek);
        second.restarted = deploys.restarted();
        wander += -wander / 7_200 + 0.05 * Math.sqrt(2.0 / 7_200) * chance.normal();
        volume += -volume / 600 + 0.1 * Math.sqrt(2.0 / 600) * chance.normal();
        double day = 1 + 0.64 * Math.sin(2 * Math.PI * ((double) ofWeek / DAY_SECONDS - phase));
        double week = 0.58 + 0.58 * workday((double) ofWeek / DAY_SECONDS);
        second.calls = chance.poisson(
                callsPerSecond * day * week * Math.exp(volume) * deploys.rateFactor() * incident.rateFactor());
        second.errors = chance.binomial(second.calls, incident.errorShare(Math.min(0.5, 0.005 * failing.next())));
        durations(second, Math.exp(wander) * pause.next() * blip.next() * deploys.latencyFactor(), incident);
    }

    /** 1 on workdays, 0 on the weekend, and six hours from one to the other. */
    private static double workday(double day) {
        double begins = Math.min(1, 4 * day);
        return Math.max(0, Math.min(begins, 1 - 4 * (day - WORKDAYS)));
    }

    private void durations(Second second, double latency, Incident incident) {
        int duration = Steps.of(MEDIAN_NANOS * latency * incident.latencyFactor());
        int firstChunk = Steps.of(FIRST_CHUNK_NANOS * latency * incident.firstChunkFactor());
        int tokens = Steps.of(TOKENS * incident.tokenFactor());
        int batch = Steps.of(1.6);
        int tail = Steps.of(6);
        double scale = deviation * Steps.of(Math.E);
        for (int i = second.succeeded(); i > 0; i--) {
            long bits = chance.bits();
            int kind = (int) (bits >>> 32 & 0xffff);
            int own = (int) (scale * NORMAL[(int) (bits & 0xffff)])
                    + (kind < BATCHES ? batch : 0)
                    + (kind >= TAILS ? tail : 0);
            int other = (int) (scale * NORMAL[(int) (bits >>> 16 & 0xffff)]);
            second.call(duration + own, firstChunk + other, tokens + other / 2);
        }
    }
}
