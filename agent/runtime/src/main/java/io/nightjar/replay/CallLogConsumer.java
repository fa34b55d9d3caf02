package io.nightjar.replay;

/** Takes what a call log holds, in the order of its times. Confined to one thread. */
public interface CallLogConsumer {
    /** A call ended. The same object is given each time: whoever wants to keep what it says copies it. */
    void call(LoggedCall call);

    /** A row of a single series, a log with the columns {@code timestamp} and {@code value} alone. */
    default void value(long atNanos, double value) {}
}
