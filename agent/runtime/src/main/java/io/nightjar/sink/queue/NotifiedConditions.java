package io.nightjar.sink.queue;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The conditions whose beginning a destination has got and whose end it has not; the oldest is forgotten when there are
 * too many. Not thread-safe; guarded by its owner.
 */
final class NotifiedConditions {
    /** Fingerprint to whether the beginning was adopted from an earlier process. */
    private final Map<String, Boolean> adoptedByFingerprint = new LinkedHashMap<>();

    private final int capacity;

    NotifiedConditions(int capacity) {
        this.capacity = capacity;
    }

    void note(Delivery arrived) {
        String fingerprint = arrived.alert().fingerprint();
        if (arrived.firing()) {
            adoptedByFingerprint.merge(fingerprint, arrived.adopted(), Boolean::logicalAnd);
            Eldest.forgetBeyond(capacity, adoptedByFingerprint);
        } else {
            adoptedByFingerprint.remove(fingerprint);
        }
    }

    /**
     * Whether it is an end without a beginning. The end that an earlier process left behind is one only where the same
     * condition has begun anew in this process.
     */
    boolean endsNothing(Delivery delivery) {
        if (delivery.firing()) {
            return false;
        }
        Boolean adopted = adoptedByFingerprint.get(delivery.alert().fingerprint());
        return delivery.adopted() ? Boolean.FALSE.equals(adopted) : adopted == null;
    }
}
