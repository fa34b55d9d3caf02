package com.acme.embedded;

import io.nightjar.alert.Alert;
import io.nightjar.detect.AnomalyDetector;
import io.nightjar.detect.DetectorConfig;
import io.nightjar.detect.ResourceReading;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A service that watches its own inference with Nightjar as a library: no agent, no further dependency. */
public final class Embedded {
    private static final AnomalyDetector DETECTOR = AnomalyDetector.create(
            DetectorConfig.builder()
                    .latencyThresholdMillis(40)
                    .errorRateThreshold(0.05)
                    .memoryThresholdPercent(80)
                    .throughputThresholdPerSecond(1_000)
                    .alertRateLimit(Duration.ofSeconds(5))
                    .build(),
            alert -> System.out.println("ALERT " + alert.severity().jsonName() + ": " + alert.message()));

    public static void main(String[] args) {
        long begin = System.nanoTime();
        int requests = 200;
        for (int i = 0; i < requests; i++) {
            long start = System.nanoTime();
            boolean succeeded = infer(i);
            DETECTOR.checkLatency("inference", (System.nanoTime() - start) / 1e6);
            DETECTOR.recordRequest("inference", succeeded);
        }
        DETECTOR.checkErrorRate("inference", Duration.ofSeconds(60));
        DETECTOR.checkThroughput(requests / ((System.nanoTime() - begin) / 1e9));
        DETECTOR.checkResources(
                ResourceReading.builder().gpuMemoryPercent(93.5).cpuPercent(41).build());
        System.out.println("The history, oldest first:");
        for (Alert alert : DETECTOR.alertHistory(null, 10)) {
            System.out.println("  " + alert.toMap());
        }
    }

    /** Stands for a model: mostly quick, now and then slow, and every tenth input is one it cannot read. */
    private static boolean infer(int input) {
        long nanos = input % 50 == 49 ? 60_000_000 : ThreadLocalRandom.current().nextLong(200_000, 2_000_000);
        LockSupport.parkNanos(nanos);
        return input % 10 != 0;
    }
}
