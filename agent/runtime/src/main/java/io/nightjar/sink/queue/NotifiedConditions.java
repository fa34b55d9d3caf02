package io.nightjar.sink.queue;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The conditions whose beginning a destination has got and whose end it has not; the oldest is forgotten when there are
 * too many. Not thread-safe; guarded by its owner.
 */
final class NotifiedConditions {
    /** Which process the beginning came from. */
    private enum Beginning {
        /** An earlier one left it, and this one delivered it. */
        ADOPTED,
        /** An earlier one, and this one goes on with the condition. */
        CONTINUED,
        /** This one. */
        OWN
    }

    private final Map<String, Beginning> byFingerprint = new LinkedHashMap<>();

    private final int capacity;

    NotifiedConditions(int capacity) {
        this.capacity = capacity;
    }

    /** An acknowledgement changes nothing. */
    void note(Delivery arrived) {
        String fingerprint = arrived.alert().fingerprint();
        if (arrived.begins()) {
            byFingerprint.merge(
                    fingerprint,
                    arrived.adopted() ? Beginning.ADOPTED : Beginning.OWN,
                    (known, now) -> known == Beginning.ADOPTED ? now : known);
            Eldest.forgetBeyond(capacity, byFingerprint);
        } else if (arrived.ends()) {
            byFingerprint.remove(fingerprint);
        }
    }

    /** The destination has got this from an earlier process, and this one goes on with the condition. */
    void goesOn(Delivery known) {
        if (known.begins()) {
            byFingerprint.put(known.alert().fingerprint(), Beginning.CONTINUED);
            Eldest.forgetBeyond(capacity, byFingerprint);
        }
    }

    /**
     * Whether it is an end, or an acknowledgement, without a beginning. An end that an earlier process left behind is that only
     * where this process has the condition itself, its acknowledgement only where the condition has begun anew.
     */
    boolean lacksBeginning(Delivery delivery) {
        if (delivery.begins()) {
            return false;
        }
        Beginning known = byFingerprint.get(delivery.alert().fingerprint());
        if (!delivery.adopted()) {
            return known == null;
        }
        return known == Beginning.OWN || known == Beginning.CONTINUED && delivery.ends();
    }
}
