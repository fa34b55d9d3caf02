package io.nightjar.detect;

import io.nightjar.learn.Learned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an earlier process learned of operations and memories that have yet to come in this one. Confined to the detector's lock. */
final class LearnedBefore {
    /** What has not come for so long comes no more. */
    private static final Duration KEPT_FOR = Duration.ofDays(30);

    private static final int MOST = 2_000;

    private final Map<String, Learned> waiting = new LinkedHashMap<>();

    void add(List<Learned> learned, Instant now) {
        for (Learned one : learned) {
            if (waiting.size() < MOST && isKept(one, now)) {
                waiting.put(key(one.subject(), one.name()), one);
            }
        }
    }

    /** Null where nothing was learned of it. */
    @Nullable
    Learned take(Learned.Subject subject, String name) {
        return waiting.isEmpty() ? null : waiting.remove(key(subject, name));
    }

    void addTo(List<Learned> into, Instant now) {
        for (Learned one : new ArrayList<>(waiting.values())) {
            if (isKept(one, now)) {
                into.add(one);
            }
        }
    }

    static void sayUnreadable(Learned learned, Guarded outside) {
        outside.failed(
                "detect.learned",
                new IllegalStateException(
                        "what was learned of " + learned.name() + " cannot be read: it is learned anew"));
    }

    private static boolean isKept(Learned learned, Instant now) {
        return Duration.between(learned.at(), now).compareTo(KEPT_FOR) < 0;
    }

    private static String key(Learned.Subject subject, String name) {
        return subject.ordinal() + name;
    }
}
