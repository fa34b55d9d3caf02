package io.nightjar.benchmark.detection;

/** Is given each succeeded call. */
interface CallListener {
    void called(double durationNanos, double firstChunkNanos, double tokens);
}
