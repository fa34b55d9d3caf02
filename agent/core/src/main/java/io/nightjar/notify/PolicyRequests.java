package io.nightjar.notify;

import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people ask of a policy about the conditions that there are. Confined to the policy's owner's lock. */
public final class PolicyRequests {
    private static final int SHOWN_CHARS = 8;

    private final NotificationPolicy policy;
    private final InstantSource wallClock;

    public PolicyRequests(NotificationPolicy policy, InstantSource wallClock) {
        this.policy = policy;
        this.wallClock = wallClock;
    }

    /** As people see them, in the order in which they began. */
    public List<OpenCondition> list(Collection<? extends NotifiableCondition> conditions) {
        List<OpenCondition> open = new ArrayList<>(conditions.size());
        for (NotifiableCondition condition : conditions) {
            open.add(open(condition));
        }
        return open;
    }

    private OpenCondition open(NotifiableCondition condition) {
        Severity severity = condition.severity();
        Silence silence = policy.silencing(condition, severity);
        return new OpenCondition(
                condition.fingerprint(),
                condition.breach().type(),
                severity,
                condition.breach().message(),
                condition.labels(),
                condition.startsAt(),
                !condition.fires(),
                condition.notices().acknowledged.get(),
                silence == null ? null : silence.id());
    }

    /** @throws RequestRefusedException as {@link PolicyControl#acknowledge} */
    public OpenCondition acknowledge(
            Collection<? extends NotifiableCondition> conditions,
            String fingerprintPrefix,
            @Nullable String by,
            @Nullable String note,
            @Nullable Duration lasting)
            throws RequestRefusedException {
        NotifiableCondition condition = find(conditions, fingerprintPrefix);
        if (!condition.fires()) {
            throw new RequestRefusedException(
                    RequestRefusedException.Reason.CONFLICT,
                    "the condition " + shown(condition.fingerprint())
                            + " is pending: nobody has been notified of it, so there is nothing to acknowledge");
        }
        policy.acknowledge(condition, new Acknowledgement(by, note, until(lasting)));
        return open(condition);
    }

    private @Nullable Instant until(@Nullable Duration lasting) throws RequestRefusedException {
        if (lasting == null) {
            return null;
        }
        if (lasting.isNegative() || lasting.isZero()) {
            throw new RequestRefusedException("an acknowledgement needs a time above 0, or none");
        }
        try {
            return wallClock.instant().plus(lasting);
        } catch (ArithmeticException | DateTimeException tooLong) {
            return null;
        }
    }

    /** @throws RequestRefusedException as {@link PolicyControl#unacknowledge} */
    public OpenCondition unacknowledge(
            Collection<? extends NotifiableCondition> conditions, String fingerprintPrefix, long nowNanos)
            throws RequestRefusedException {
        NotifiableCondition condition = find(conditions, fingerprintPrefix);
        if (condition.notices().acknowledged.get() == null) {
            throw new RequestRefusedException(
                    RequestRefusedException.Reason.CONFLICT,
                    "the condition " + shown(condition.fingerprint()) + " is not acknowledged");
        }
        policy.unacknowledge(condition, nowNanos);
        return open(condition);
    }

    /** @throws RequestRefusedException as {@link PolicyControl#silence} */
    public Silence silence(String match, Duration lasting, @Nullable String by, @Nullable String note)
            throws RequestRefusedException {
        Silence silence = policy.silences().add(match, lasting, by, note, wallClock.instant());
        policy.silencesChanged();
        return silence;
    }

    /** All that are not over. */
    public List<Silence> silences() {
        return policy.silences().all(wallClock.instant());
    }

    /** @throws RequestRefusedException as {@link PolicyControl#unsilence} */
    public Silence unsilence(String id) throws RequestRefusedException {
        Silence silence = policy.silences().remove(id, wallClock.instant());
        policy.silencesChanged();
        return silence;
    }

    private NotifiableCondition find(Collection<? extends NotifiableCondition> conditions, String prefix)
            throws RequestRefusedException {
        String wanted = prefix.toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            throw new RequestRefusedException("a fingerprint, or the beginning of one, is needed");
        }
        List<NotifiableCondition> found = new ArrayList<>();
        for (NotifiableCondition condition : conditions) {
            if (condition.fingerprint().startsWith(wanted)) {
                found.add(condition);
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw found.isEmpty()
                ? none(prefix, wanted)
                : new RequestRefusedException(RequestRefusedException.Reason.AMBIGUOUS, ambiguous(prefix, found));
    }

    private RequestRefusedException none(String prefix, String wanted) {
        for (AlertRecord known : policy.newest(null, Integer.MAX_VALUE)) {
            if (known.alert().fingerprint().startsWith(wanted)) {
                return new RequestRefusedException(
                        RequestRefusedException.Reason.CONFLICT,
                        "the condition " + shown(known.alert().fingerprint()) + " is over: "
                                + known.alert().message());
            }
        }
        return new RequestRefusedException(
                RequestRefusedException.Reason.UNKNOWN, "no condition has a fingerprint that begins with " + prefix);
    }

    private static String ambiguous(String prefix, List<NotifiableCondition> found) {
        StringBuilder text =
                new StringBuilder("the fingerprints of " + found.size() + " conditions begin with " + prefix);
        String separator = ": ";
        for (NotifiableCondition condition : found.subList(0, Math.min(found.size(), 5))) {
            text.append(separator).append(condition.fingerprint());
            separator = ", ";
        }
        return text.toString();
    }

    private static String shown(String fingerprint) {
        return fingerprint.substring(0, Math.min(SHOWN_CHARS, fingerprint.length()));
    }
}
