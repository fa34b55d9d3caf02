package io.nightjar.benchmark.record;

import org.openjdk.jmh.annotations.Threads;

/** As {@link RecordBenchmark}, by two threads into the same recorder. */
@Threads(2)
public class RecordByTwoThreadsBenchmark extends RecordBenchmark {}
