package io.nightjar.request;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.notify.Acknowledgement;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.AlertMatcherException;
import io.nightjar.notify.OpenCondition;
import io.nightjar.notify.PolicyControl;
import io.nightjar.notify.RequestRefusedException;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy with one condition that fires and one that is pending, at a time that stands still. */
public final class FakePolicy implements PolicyControl {
    public static final String FIRING = "3fa9c0d15577e2b1";
    public static final String PENDING = "3fb200000000aaaa";
    public static final Instant NOW = Instant.parse("2026-11-28T14:00:00Z");

    private final List<Silence> silences = new ArrayList<>();
    private @Nullable Acknowledgement acknowledged;
    private @Nullable RuntimeException failure;
    private int asked;

    /** Fails from now on. */
    void fail(RuntimeException with) {
        failure = with;
    }

    /** How often something was to be changed. */
    public synchronized int asked() {
        return asked;
    }

    @Override
    public synchronized List<OpenCondition> conditions() {
        failWhereAsked();
        return List.of(condition(), pending());
    }

    @Override
    public synchronized OpenCondition acknowledge(
            String fingerprintPrefix, @Nullable String by, @Nullable String note, @Nullable Duration lasting)
            throws RequestRefusedException {
        find(fingerprintPrefix);
        acknowledged = new Acknowledgement(by, note, lasting == null ? null : NOW.plus(lasting));
        return condition();
    }

    @Override
    public synchronized OpenCondition unacknowledge(String fingerprintPrefix) throws RequestRefusedException {
        find(fingerprintPrefix);
        if (acknowledged == null) {
            throw new RequestRefusedException("it is not acknowledged");
        }
        acknowledged = null;
        return condition();
    }

    @Override
    public synchronized Silence silence(String match, Duration lasting, @Nullable String by, @Nullable String note)
            throws RequestRefusedException {
        asked++;
        try {
            Silence silence = new Silence(
                    "s" + (silences.size() + 1),
                    AlertMatcher.parse(match),
                    new SilenceTime.Between(NOW, NOW.plus(lasting)),
                    by,
                    note);
            silences.add(silence);
            return silence;
        } catch (AlertMatcherException e) {
            throw new RequestRefusedException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized List<Silence> silences() {
        failWhereAsked();
        return List.copyOf(silences);
    }

    @Override
    public synchronized Silence unsilence(String id) throws RequestRefusedException {
        asked++;
        for (Silence silence : silences) {
            if (silence.id().equals(id)) {
                silences.remove(silence);
                return silence;
            }
        }
        throw new RequestRefusedException("there is no silence " + id);
    }

    private void find(String prefix) throws RequestRefusedException {
        asked++;
        failWhereAsked();
        boolean firing = FIRING.startsWith(prefix);
        boolean pending = PENDING.startsWith(prefix);
        if (firing && pending) {
            throw new RequestRefusedException("2 conditions begin with " + prefix);
        }
        if (!firing) {
            throw new RequestRefusedException(
                    pending ? prefix + " does not fire" : "no condition begins with " + prefix);
        }
    }

    private void failWhereAsked() {
        if (failure != null) {
            throw failure;
        }
    }

    private OpenCondition condition() {
        String silencedBy = silences.isEmpty() ? null : silences.get(0).id();
        return new OpenCondition(
                FIRING,
                AlertType.LATENCY,
                Severity.ERROR,
                "Latency threshold exceeded for é.run: 812.40ms",
                Map.of("operation", "é.run"),
                NOW.minusSeconds(90),
                false,
                acknowledged,
                silencedBy);
    }

    private static OpenCondition pending() {
        return new OpenCondition(
                PENDING,
                AlertType.MEMORY,
                Severity.CRITICAL,
                "Memory threshold exceeded: heap 97.00%",
                Map.of("memory_type", "heap"),
                NOW.minusSeconds(5),
                true,
                null,
                null);
    }
}
