package io.nightjar.benchmark.detection;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Writes the calls of one operation as lines of CSV, in the order in which they ended. */
final class Calls {
    private static final double NANOS_A_MILLI = 1e6;
    private static final double SECOND_MILLIS = 1_000;
    private static final int FAILED_MILLIS = 20;

    private final Writer out;
    private final String operation;
    private final long beginMillis;
    private final List<String> ofSecond = new ArrayList<>();

    Calls(Writer out, String operation, long beginMillis) {
        this.out = out;
        this.operation = operation;
        this.beginMillis = beginMillis;
    }

    void write(Traffic traffic, long seconds, LongFunction<Incident> incidents) throws IOException {
        Second second = new Second();
        second.listener = this::succeeded;
        for (long i = 0; i < seconds; i++) {
            ofSecond.clear();
            traffic.next(second, incidents.apply(i));
            for (int failed = 0; failed < second.errors; failed++) {
                ofSecond.add(ofSecond.isEmpty() ? 0 : failed * 7 % ofSecond.size(), FAILED_MILLIS + ",failed,,,");
            }
            for (int call = 0; call < ofSecond.size(); call++) {
                long millis = beginMillis + (long) (SECOND_MILLIS * (i + (call + 0.5) / ofSecond.size()));
                out.write(millis + "," + operation + "," + ofSecond.get(call) + "\n");
            }
        }
    }

    private void succeeded(double durationNanos, double firstChunkNanos, double tokens) {
        double firstChunk = Math.min(firstChunkNanos, durationNanos);
        ofSecond.add(millis(durationNanos) + ",ok," + millis(firstChunk) + "," + Math.max(1, (long) tokens / 4) + ","
                + Math.max(1, (long) tokens));
    }

    private static double millis(double nanos) {
        return Math.round(nanos / NANOS_A_MILLI * SECOND_MILLIS) / SECOND_MILLIS;
    }
}
