package io.nightjar.observe;

import io.nightjar.hook.CallTimer;
import io.nightjar.record.CallRecorder;
import io.nightjar.time.NanoClock;

/**
 * The recorder as the hook calls it, with nothing in between: each object on the way from a woven method to its counters
 * is a load that both readings of the clock wait for. Thread-safe.
 */
public final class WovenRecorder extends CallRecorder implements CallTimer {
    /** A recorder for the cores of this machine. */
    public WovenRecorder(NanoClock clock) {
        super(clock, Runtime.getRuntime().availableProcessors());
    }
}
