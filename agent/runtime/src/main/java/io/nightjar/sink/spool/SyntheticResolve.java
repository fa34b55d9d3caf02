package io.nightjar.sink.spool;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import io.nightjar.sink.protocol.GroupMembers;
import io.nightjar.sink.queue.Delivery;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The end of a condition that no process judges any more. Stateless. */
public final class SyntheticResolve {
    /** The process stops in good order. */
    public static final String EXIT = "exit";
    /** The destination is no longer among the settings. */
    public static final String SETTINGS = "settings";
    /** The process that saw it begin has died. */
    static final String CRASH = "crash";

    /** The figures of a group's summary: how many members it has, and how many of them fire. */
    private static final String ALERTS = "alerts";

    private static final String FIRING = "firing";
    /** What follows the number of members in a summary's message. */
    private static final String COUNTED = " alerts: ";

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_CHARS = 10;
    private static final int RANDOM_CHARS = 16;

    private SyntheticResolve() {}

    /** The end of what a delivery began: of a group, of all members that still fired in it. */
    public static Delivery of(Delivery firing, Instant now, String reason) {
        AlertGroup group = firing.group();
        AlertGroup ended = group == null ? null : of(group, now, reason);
        Alert summary = ended == null ? firing.alert() : summary(firing.alert(), ended);
        return new Delivery(of(summary, now, reason), ended, firing.kind(), firing.adopted(), 0, 0);
    }

    /** The summary with the counts of these members; where some are missing nobody knows how many of them still fired. */
    private static Alert summary(Alert firing, AlertGroup ended) {
        if (!(firing.metadata().get(ALERTS) instanceof Number before)) {
            return firing;
        }
        boolean complete = GroupMembers.leftOutOf(firing) == 0;
        long members = complete ? ended.alerts().size() : before.longValue();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(firing.metadata());
        metadata.put(ALERTS, members);
        metadata.put(FIRING, 0L);
        String count = before + COUNTED;
        String message = firing.message();
        String plain = message.startsWith(count) ? message.substring(count.length()) : message;
        return new Alert(
                firing.type(),
                firing.severity(),
                members == 1 ? plain : members + COUNTED + plain,
                firing.timestamp(),
                metadata,
                firing.id(),
                firing.status(),
                firing.fingerprint(),
                firing.startsAt(),
                firing.endsAt(),
                firing.labels());
    }

    /** Members that had ended are left out: they were sent as that. */
    private static AlertGroup of(AlertGroup firing, Instant now, String reason) {
        List<Alert> ended = new ArrayList<>(firing.alerts().size());
        for (Alert member : firing.alerts()) {
            if (member.status() == AlertStatus.FIRING) {
                ended.add(of(member, now, reason));
            }
        }
        return new AlertGroup(firing.labels(), ended);
    }

    /**
     * The resolved alert of a firing one; the same firing alert always gets the same id, so that two processes that find it
     * send the same.
     */
    public static Alert of(Alert firing, Instant now, String reason) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(firing.metadata());
        metadata.put("suppressed", 0L);
        metadata.remove("suppressed_worst");
        metadata.put("reason", reason);
        Instant end = now.isBefore(firing.startsAt()) ? firing.startsAt() : now;
        return new Alert(
                firing.type(),
                firing.severity(),
                Alert.RESOLVED_PREFIX + firing.message(),
                end,
                metadata,
                id(firing.id(), reason),
                AlertStatus.RESOLVED,
                firing.fingerprint(),
                firing.startsAt(),
                end,
                firing.labels());
    }

    private static String id(String firingId, String reason) {
        StringBuilder id = new StringBuilder(TIME_CHARS + RANDOM_CHARS);
        id.append(firingId.length() >= TIME_CHARS ? firingId.substring(0, TIME_CHARS) : "0".repeat(TIME_CHARS));
        byte[] hash = sha256(firingId + ' ' + reason);
        for (int i = 0; i < RANDOM_CHARS; i++) {
            id.append(CROCKFORD.charAt(hash[i] & 31));
        }
        return id.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JVM has SHA-256", missing);
        }
    }
}
