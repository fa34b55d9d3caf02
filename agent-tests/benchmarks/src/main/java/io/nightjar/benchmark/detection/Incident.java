package io.nightjar.benchmark.detection;

import io.nightjar.learn.Signal;

/** What goes wrong, and the signal in which it is to be seen. */
enum Incident {
    NONE(Signal.LATENCY, "none"),
    LATENCY_1_5X(Signal.LATENCY, "latency 1.5x"),
    LATENCY_2X(Signal.LATENCY, "latency 2x"),
    LATENCY_4X(Signal.LATENCY, "latency 4x"),
    ERRORS_3(Signal.ERRORS, "errors 0.5 % to 3 %"),
    ERRORS_30(Signal.ERRORS, "errors 0.5 % to 30 %"),
    OUTAGE(Signal.ERRORS, "every call fails"),
    STOP(Signal.SILENCE, "traffic stops"),
    HALF(Signal.THROUGHPUT, "half the throughput"),
    FIRST_CHUNK_2X(Signal.FIRST_CHUNK, "first chunk 2x"),
    TOKENS_2X(Signal.TOKENS, "tokens 2x");

    private final Signal signal;
    private final String words;

    Incident(Signal signal, String words) {
        this.signal = signal;
        this.words = words;
    }

    Signal signal() {
        return signal;
    }

    /** Whether an alarm of a signal says what is wrong: what streams take to the first chunk is a part of what they take. */
    boolean shows(Signal alarm) {
        return alarm == signal || signal == Signal.LATENCY && alarm == Signal.FIRST_CHUNK;
    }

    String words() {
        return words;
    }

    double latencyFactor() {
        return switch (this) {
            case LATENCY_1_5X -> 1.5;
            case LATENCY_2X -> 2;
            case LATENCY_4X -> 4;
            default -> 1;
        };
    }

    double firstChunkFactor() {
        return this == FIRST_CHUNK_2X ? 2 : latencyFactor();
    }

    double tokenFactor() {
        return this == TOKENS_2X ? 2 : 1;
    }

    double rateFactor() {
        return switch (this) {
            case STOP -> 0;
            case HALF -> 0.5;
            default -> 1;
        };
    }

    /** The share of calls that fail, given what it is otherwise. */
    double errorShare(double otherwise) {
        return switch (this) {
            case ERRORS_3 -> 0.03;
            case ERRORS_30 -> 0.3;
            case OUTAGE -> 1;
            default -> otherwise;
        };
    }
}
