package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what the policy does. Confined to the policy's owner's lock, but for the changes and what was
 * sent of each kind, which any thread may read. */
final class PolicyTally {
    private long sent;
    long held;
    long suppressed;

    private final AtomicLongArray sentByKind =
            new AtomicLongArray(AlertType.values().length * Severity.values().length);
    private final AtomicLong changes = new AtomicLong();

    /** A firing alert was let through. */
    void sent(AlertType type, Severity severity) {
        sent++;
        sentByKind.getAndIncrement(kind(type, severity));
    }

    long sentOf(AlertType type, Severity severity) {
        return sentByKind.get(kind(type, severity));
    }

    private static int kind(AlertType type, Severity severity) {
        return severity.ordinal() * AlertType.values().length + type.ordinal();
    }

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
