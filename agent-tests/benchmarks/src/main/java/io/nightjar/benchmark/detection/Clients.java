package io.nightjar.benchmark.detection;

import java.util.Arrays;

/** Some two dozen clients of one operation, each of which works or rests. Every other one waits for an answer before it asks again. */
final class Clients {
    private static final int COUNT = 24;
    private static final double WORKS_SECONDS = 1_500;
    private static final double RESTS_SECONDS = 240;
    private static final double SHARE_WORKING = WORKS_SECONDS / (WORKS_SECONDS + RESTS_SECONDS);
    /** How many times as long as an answer takes a client thinks before it asks again. */
    private static final double THINKS = 4;

    private final Chance chance;
    private final boolean[] working = new boolean[COUNT];

    Clients(Chance chance) {
        this.chance = chance;
        Arrays.fill(working, true);
    }

    /** The load of the next second, around 1. */
    double next(double latency) {
        double load = 0;
        for (int i = 0; i < COUNT; i++) {
            if (chance.once(working[i] ? WORKS_SECONDS : RESTS_SECONDS)) {
                working[i] = !working[i];
            }
            double asks = i % 2 == 0 ? 1 : (THINKS + 1) / (THINKS + latency);
            load += working[i] ? asks : 0;
        }
        return load / COUNT / SHARE_WORKING;
    }
}
