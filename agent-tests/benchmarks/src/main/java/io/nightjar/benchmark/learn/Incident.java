package io.nightjar.benchmark.learn;

import io.nightjar.learn.Signal;

/**
 * Something that goes wrong for a while.
 *
 * @param signal by which it is to be found
 * @param factor how many times longer calls take
 * @param failing the share of calls that fail instead of the usual one; 0: as usual
 * @param part which part of the calls still comes
 * @param firstChunkFactor how many times longer the first chunk takes
 * @param tokensFactor how many times as many tokens are written
 */
record Incident(
        String name,
        Signal signal,
        double factor,
        double failing,
        double part,
        double firstChunkFactor,
        double tokensFactor) {
    static final Incident NONE = new Incident("none", Signal.LATENCY, 1, 0, 1, 1, 1);
    static final Incident SLOWER = new Incident("latency 2x", Signal.LATENCY, 2, 0, 1, 1, 1);
    /** Each client waits for its answer before it calls again. */
    static final Incident SLOWER_CLOSED = new Incident("latency 2x, closed", Signal.LATENCY, 2, 0, 0.5, 1, 1);

    static final Incident FAILING = new Incident("errors 30 %", Signal.ERRORS, 1, 0.3, 1, 1, 1);
    static final Incident FEWER = new Incident("half the calls", Signal.THROUGHPUT, 1, 0, 0.5, 1, 1);
    static final Incident STOPPED = new Incident("stop", Signal.SILENCE, 1, 0, 0, 1, 1);
    static final Incident LATER = new Incident("first chunk 2x", Signal.FIRST_CHUNK, 1, 0, 1, 2, 1);
    static final Incident LONGER = new Incident("tokens 2x", Signal.TOKENS, 1, 0, 1, 1, 2);
    static final Incident LITTLE = new Incident("latency 1.5x", Signal.LATENCY, 1.5, 0, 1, 1, 1);
    static final Incident SOME = new Incident("errors 3 %", Signal.ERRORS, 1, 0.03, 1, 1, 1);
}
