package io.nightjar.notify;

import io.nightjar.alert.Alert;
import org.jspecify.annotations.Nullable;

/** What was sent about one condition. Written by the {@link NotificationPolicy} alone; confined to its owner's lock. */
public final class SentNotices {
    /** Whether a firing notification was sent: only then is its end sent. */
    boolean notified;
    /** When the latest was sent, on the monotonic clock. */
    long lastNotifiedNanos;
    /** The condition as the listener knows it; null before it was raised. */
    @Nullable
    Alert lastState;
}
