package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The silences whose matchers mean one condition. Each matcher is asked once, until the condition's severity changes; then only
 * their times are looked at. Confined to the policy's owner's lock.
 */
final class SilenceCandidates {
    private List<Numbered> candidates = List.of();
    private long version = -1;
    /** The number of the newest silence whose matcher was asked. */
    private long newestAsked = -1;

    private @Nullable Severity severity;

    /** A silence and its number: those that come later have higher ones. */
    record Numbered(long number, Silence silence) {}

    /** The first that holds the condition now; null where none does. */
    @Nullable
    Silence holding(Silences silences, AlertType type, Severity now, Map<String, String> labels, Instant instant) {
        if (severity != now) {
            candidates = List.of();
            newestAsked = -1;
            severity = now;
            version = -1;
        }
        if (version != silences.version()) {
            follow(silences, type, now, labels);
        }
        for (int i = 0; i < candidates.size(); i++) {
            Silence silence = candidates.get(i).silence();
            if (silence.time().contains(instant)) {
                return silence;
            }
        }
        return null;
    }

    private void follow(Silences silences, AlertType type, Severity now, Map<String, String> labels) {
        List<Numbered> changed = new ArrayList<>(candidates.size());
        for (Numbered known : candidates) {
            if (silences.has(known)) {
                changed.add(known);
            }
        }
        silences.addMeaning(type, now, labels, newestAsked, changed);
        candidates = changed.isEmpty() ? List.of() : changed;
        newestAsked = silences.newest();
        version = silences.version();
    }
}
