package io.nightjar.notify;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The conditions that began lately, by fingerprint; so many and no more. Confined to the policy's owner's lock. */
final class FlappingConditions {
    private static final int MOST = 10_000;

    private final Map<String, FlappingCondition> byFingerprint = new LinkedHashMap<>();
    private Flapping limit;

    FlappingConditions(Flapping limit) {
        this.limit = limit;
    }

    /** Follows another limit; where nothing is flapping any more, what was is to be ended. */
    void replaceLimit(Flapping newLimit) {
        limit = newLimit;
    }

    boolean isOff() {
        return limit.most() == 0;
    }

    /** What is remembered of a condition that is flapping; new where it is not. */
    ConditionNotices noticesOf(String fingerprint) {
        FlappingCondition known = byFingerprint.isEmpty() ? null : byFingerprint.get(fingerprint);
        return known != null && known.flapping ? known.notices : new ConditionNotices();
    }

    /** As {@link #noticesOf}, for one that fires already: it is not over. */
    ConditionNotices continued(String fingerprint) {
        FlappingCondition known = byFingerprint.get(fingerprint);
        ConditionNotices notices = noticesOf(fingerprint);
        if (known != null) {
            known.over = null;
            known.overAt = null;
            known.notices = notices;
            notices.flapping = known;
        }
        notices.beginningCounted = true;
        return notices;
    }

    /** Counts a beginning. */
    void began(NotifiableCondition condition, long nowNanos) {
        ConditionNotices notices = condition.notices();
        if (isOff() || notices.beginningCounted) {
            return;
        }
        FlappingCondition known = byFingerprint.remove(condition.fingerprint());
        FlappingCondition one = known == null ? new FlappingCondition(condition.fingerprint(), notices) : known;
        byFingerprint.put(one.fingerprint, one);
        one.notices = notices;
        one.began(nowNanos, limit);
        notices.flapping = one;
        notices.beginningCounted = true;
    }

    /** Takes one of an earlier process. */
    void restore(FlappingCondition one) {
        byFingerprint.put(one.fingerprint, one);
    }

    /** Forgets those that have been quiet, and the eldest of too many; those of them that were flapping and are over. */
    List<FlappingCondition> calmedDown(long nowNanos) {
        if (byFingerprint.isEmpty()) {
            return List.of();
        }
        List<FlappingCondition> over = new ArrayList<>(0);
        int tooMany = byFingerprint.size() - MOST;
        for (Iterator<FlappingCondition> all = byFingerprint.values().iterator(); all.hasNext(); ) {
            FlappingCondition one = all.next();
            if (isOff() || tooMany > 0 || one.isQuiet(nowNanos, limit)) {
                tooMany--;
                all.remove();
                one.notices.flapping = null;
                one.flapping = false;
                if (one.over != null) {
                    over.add(one);
                }
            }
        }
        return over;
    }

    /** Those that are over and whose end waits until they have calmed down. */
    List<FlappingCondition> over() {
        List<FlappingCondition> over = new ArrayList<>(0);
        for (FlappingCondition one : byFingerprint.values()) {
            if (one.over != null) {
                over.add(one);
            }
        }
        return over;
    }

    List<FlappingCondition> all() {
        return new ArrayList<>(byFingerprint.values());
    }
}
