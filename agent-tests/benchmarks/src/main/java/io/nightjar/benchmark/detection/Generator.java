package io.nightjar.benchmark.detection;

import java.util.List;

/** The two kinds of traffic. */
enum Generator {
    LOG_NORMAL("log-normal"),
    REAL("real latencies");

    private static final List<Residuals> RECORDED = Residuals.load();

    private final String words;

    Generator(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    Traffic traffic(double callsPerSecond, long seed) {
        return this == REAL
                ? new RealTraffic(callsPerSecond, seed, RECORDED)
                : new LogNormalTraffic(callsPerSecond, seed);
    }
}
