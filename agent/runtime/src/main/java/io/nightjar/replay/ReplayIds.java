package io.nightjar.replay;

import io.nightjar.alert.Alert;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ids of alerts that were never sent: of the form that all have, and the same each time the same log is judged. Confined to one
 * thread.
 */
final class ReplayIds {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 26;
    private static final int BITS_A_DIGIT = 5;
    private static final int COUNTER_BITS = 16;
    private static final int MOST_REMEMBERED = 10_000;
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final Map<String, String> given = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private long latest;
    private long count;

    /** Whether an alert has got its id already, because another destination has got the alert. */
    boolean knows(Alert alert) {
        return given.containsKey(alert.id());
    }

    /** The alert under such an id; the same alert gets the same. */
    Alert with(Alert alert) {
        String id = given.get(alert.id());
        if (id == null) {
            id = next(alert);
            given.put(alert.id(), id);
        }
        return new Alert(
                alert.type(),
                alert.severity(),
                alert.message(),
                alert.timestamp(),
                alert.metadata(),
                id,
                alert.status(),
                alert.fingerprint(),
                alert.startsAt(),
                alert.endsAt(),
                alert.labels());
    }

    private String next(Alert alert) {
        latest = Math.max(latest + 1, alert.timestamp().toEpochMilli() << COUNTER_BITS);
        String seed = alert.fingerprint() + alert.status() + count++;
        long hash = OFFSET_BASIS;
        for (int i = 0; i < seed.length(); i++) {
            hash = (hash ^ seed.charAt(i)) * PRIME;
        }
        long upper = latest;
        long lower = hash;
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) lower & 31);
            lower = lower >>> BITS_A_DIGIT | upper << (Long.SIZE - BITS_A_DIGIT);
            upper >>>= BITS_A_DIGIT;
        }
        return new String(text);
    }
}
