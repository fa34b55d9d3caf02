package io.nightjar.notify;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what the policy does. Confined to the policy's owner's lock, but for the changes, which any thread may read. */
final class PolicyTally {
    long sent;
    long held;
    long suppressed;

    private final AtomicLong changes = new AtomicLong();

    /** What is to survive the process is another now. */
    void changed() {
        changes.incrementAndGet();
    }

    long changes() {
        return changes.get();
    }

    PolicyCounts counts() {
        return new PolicyCounts(sent + held + suppressed, sent, held, suppressed);
    }
}
