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

    /** An acknowledgement changes nothing. */
    void note(Delivery arrived) {
        String fingerprint = arrived.alert().fingerprint();
        if (arrived.begins()) {
            adoptedByFingerprint.merge(fingerprint, arrived.adopted(), Boolean::logicalAnd);
            Eldest.forgetBeyond(capacity, adoptedByFingerprint);
        } else if (arrived.ends()) {
            adoptedByFingerprint.remove(fingerprint);
        }
    }

    /**
     * Whether it is an end, or an acknowledgement, without a beginning. One that an earlier process left behind is that only
     * where the same condition has begun anew in this process.
     */
    boolean lacksBeginning(Delivery delivery) {
        if (delivery.begins()) {
            return false;
        }
        Boolean adopted = adoptedByFingerprint.get(delivery.alert().fingerprint());
        return delivery.adopted() ? Boolean.FALSE.equals(adopted) : adopted == null;
    }
}
