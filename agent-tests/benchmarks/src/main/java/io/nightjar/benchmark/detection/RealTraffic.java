package io.nightjar.benchmark.detection;

import java.util.List;

/**
 * Traffic whose durations are those of real calls: stretches of what was recorded, put one behind the other, so that what was slow
 * together stays together. Clients come and go, half of them wait for an answer before they ask again; jobs run by the clock; the
 * service is deployed anew on workdays; neighbours disturb it. Not thread-safe.
 */
final class RealTraffic implements Traffic {
    private static final double STRETCH_SECONDS = 20;
    /** About as many calls were recorded. */
    private static final double RECORDED_A_SECOND = 10;

    private static final int MEDIAN_NANOS = 80_000_000;
    private static final int FIRST_CHUNK_NANOS = 20_000_000;
    private static final int TOKENS = 200;
    private static final double ERROR_SHARE = 0.005;
    private static final double DRIFT = 0.1;
    private static final int DAY_SECONDS = 86_400;
    private static final int WEEK_SECONDS = 604_800;
    private static final int HOUR_SECONDS = 3_600;

    private final double callsPerSecond;
    /** Calls that are rarer than those that were recorded are as far apart in what was recorded. */
    private final int stride;

    private final Chance chance;
    private final Residuals durations;
    private final Residuals others;
    private final Clients clients;
    private final Deploys deploys;
    private final Swell blip;
    private final Swell neighbour;
    private final Swell burst;
    private final Swell failing;
    private final WeekShape shape;
    private final int jobsEverySeconds;
    private final int jobSeconds;

    private long index;
    private int place;
    private int otherPlace;
    private double drift;
    private double driftTarget;

    RealTraffic(double callsPerSecond, long seed, List<Residuals> recorded) {
        this.callsPerSecond = callsPerSecond;
        stride = (int) Math.max(1, RECORDED_A_SECOND / callsPerSecond);
        chance = new Chance(seed * 7_919 + 17);
        durations = recorded.get((int) (seed % recorded.size()));
        others = recorded.get((int) ((seed + 1) % recorded.size()));
        clients = new Clients(chance);
        deploys = new Deploys(chance);
        blip = new Swell(chance, 14_400, 5, 30, 1.1, 1.4);
        neighbour = new Swell(chance, 21_600, 120, 1_200, 1.05, 1.25);
        burst = new Swell(chance, 7_200, 5, 20, 1.5, 3);
        failing = new Swell(chance, 43_200, 20, 60, 2, 5);
        shape = WeekShape.values()[(int) (seed % WeekShape.values().length)];
        jobsEverySeconds = new int[] {300, 900, 3_600}[(int) (seed / 3 % 3)];
        jobSeconds = 10 + (int) (seed % 30);
    }

    @Override
    public void next(Second second, Incident incident) {
        second.clear();
        second.index = index;
        long ofWeek = index % WEEK_SECONDS;
        second.hourOfWeek = (int) (ofWeek / HOUR_SECONDS);
        index++;
        boolean jobs = ofWeek % jobsEverySeconds < jobSeconds;
        deploys.next(ofWeek);
        second.restarted = deploys.restarted();
        double latency = drift() * blip.next() * neighbour.next() * (jobs ? 1.1 : 1) * deploys.latencyFactor();
        double load = shape.at(ofWeek) * clients.next(latency * incident.latencyFactor()) * burst.next();
        double expected = callsPerSecond * (load + (jobs ? 1 : 0)) * deploys.rateFactor() * incident.rateFactor();
        second.calls = chance.poisson(expected);
        second.errors = chance.binomial(second.calls, incident.errorShare(Math.min(0.5, ERROR_SHARE * failing.next())));
        durations(second, latency, incident);
    }

    private void durations(Second second, double latency, Incident incident) {
        if (chance.once(STRETCH_SECONDS)) {
            place = chance.below(durations.steps().length);
            otherPlace = chance.below(others.steps().length);
        }
        int duration = Steps.of(MEDIAN_NANOS * latency * incident.latencyFactor());
        int firstChunk = Steps.of(FIRST_CHUNK_NANOS * latency * incident.firstChunkFactor());
        int tokens = Steps.of(TOKENS * incident.tokenFactor());
        for (int i = second.succeeded(); i > 0; i--) {
            place = (place + stride) % durations.steps().length;
            otherPlace = (otherPlace + stride) % others.steps().length;
            int own = durations.steps()[place];
            int other = others.steps()[otherPlace];
            second.call(duration + own, firstChunk + other, tokens + other - own / 2);
        }
    }

    /** Goes within a day to another level, at most a tenth away from the first. */
    private double drift() {
        if (index % DAY_SECONDS == 1) {
            driftTarget = chance.between(-DRIFT, DRIFT);
        }
        drift += (driftTarget - drift) / (DAY_SECONDS / 4.0);
        return 1 + drift;
    }
}
