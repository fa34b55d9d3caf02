package io.nightjar.time;

/** A monotonic clock for durations; its origin is arbitrary. Thread-safe. */
@FunctionalInterface
public interface NanoClock {
    /** The JVM's own monotonic clock. */
    NanoClock SYSTEM = new SystemNanoClock();

    /** Nanoseconds since an arbitrary origin, never going back. */
    long nanoTime();
}
