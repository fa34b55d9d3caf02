package io.nightjar.benchmark.record;

import org.openjdk.jmh.annotations.Threads;

/** As {@link CallLogBenchmark}, by two threads into the same recorder and file. */
@Threads(2)
public class CallLogByTwoThreadsBenchmark extends CallLogBenchmark {}
