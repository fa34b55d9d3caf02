package io.nightjar.rule.reading;

/** Figures that are not of calls; NaN where they are unknown. Never blocks. */
public interface MachineFigures {
    /** The used share of a memory, 0 to 100; of several GPUs the highest. */
    double memoryPercent(String kind);

    /** The process's use of the processors, 0 to 100. */
    double cpuPercent();

    /** How busy the busiest GPU is, 0 to 100. */
    double gpuUtilizationPercent();

    /** Milliseconds of collector pauses in an interval of the monotonic clock. */
    double pauseMillisBetween(long startNanos, long endNanos);
}
