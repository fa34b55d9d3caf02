package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The silences whose matchers mean one condition, kept until the silences or its severity change, so that only their times
 * are looked at again. Confined to the policy's owner's lock.
 */
final class SilenceCandidates {
    private List<Silence> candidates = List.of();
    private long version = -1;
    private @Nullable Severity severity;

    /** The first that holds the condition now; null where none does. */
    @Nullable
    Silence holding(Silences silences, AlertType type, Severity now, Map<String, String> labels, Instant instant) {
        if (version != silences.version() || severity != now) {
            candidates = silences.meaning(type, now, labels);
            version = silences.version();
            severity = now;
        }
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).time().contains(instant)) {
                return candidates.get(i);
            }
        }
        return null;
    }
}
