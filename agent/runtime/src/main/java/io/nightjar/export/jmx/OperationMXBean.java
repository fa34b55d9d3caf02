package io.nightjar.export.jmx;

import org.jspecify.annotations.Nullable;

/** What an operation has done. Its name is {@code io.nightjar:type=Operation,name=…}. A figure that there is not is null. */
public interface OperationMXBean {
    /** Completed calls, failed ones included, cancelled ones not. */
    long getCalls();

    /** Failed calls. */
    long getErrors();

    /** Cancelled calls. */
    long getCancelled();

    /** Calls that run now. */
    long getInFlight();

    /** The median of all calls. */
    @Nullable
    Double getP50Millis();

    @Nullable
    Double getP95Millis();

    @Nullable
    Double getP99Millis();
}
