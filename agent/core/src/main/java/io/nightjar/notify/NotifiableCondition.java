package io.nightjar.notify;

import io.nightjar.alert.Breach;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.util.Map;

/** A condition as it is now, as far as its notifications need to know it. Confined to the lock of the policy's owner. */
public interface NotifiableCondition {
    /** Whether it has been raised and is not over; before that it is pending. */
    boolean fires();

    /** The latest breach. */
    Breach breach();

    /** How bad the condition is now. */
    Severity severity();

    /** Its identity, made of type and labels. */
    String fingerprint();

    /** Its identity labels, in order. */
    Map<String, String> labels();

    /** Wall time at which it began. */
    Instant startsAt();

    /** When it began, on the monotonic clock. */
    long firstBreachNanos();

    /** What the policy remembers of it, from {@link NotificationPolicy#noticesOf}: the same for the condition's whole life. */
    ConditionNotices notices();
}
