package io.nightjar.detect;

import io.nightjar.alert.Breach;
import io.nightjar.alert.Severity;
import io.nightjar.notify.ConditionNotices;
import io.nightjar.notify.NotifiableCondition;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that is wrong and goes on being wrong. Confined to the detector's lock. */
final class Condition implements NotifiableCondition {
    private final String fingerprint;
    private final Map<String, String> labels;
    private final Instant startsAt;
    private final long firstBreachNanos;
    private final ConditionNotices notices;
    /** There are no reminders of it: single slow calls, what fires once, and what has left what was expected. */
    final boolean silentWhileItLasts;

    Breach breach;
    long lastBreachNanos;
    /** What it is now. */
    Severity severity;
    /** The worst that an alert was due for. */
    Severity worst;
    /** Whether it has lasted long enough to be raised. */
    boolean begun;

    boolean over;
    /** The fingerprint that it would have in this process, where an earlier one gave it another; else null. */
    @Nullable
    String nameHere;

    Condition(
            String fingerprint,
            Map<String, String> labels,
            Breach breach,
            Instant startsAt,
            long nowNanos,
            boolean silentWhileItLasts,
            ConditionNotices notices) {
        this.fingerprint = fingerprint;
        this.labels = labels;
        this.breach = breach;
        this.startsAt = startsAt;
        this.silentWhileItLasts = silentWhileItLasts;
        this.notices = notices;
        severity = breach.severity();
        worst = breach.severity();
        firstBreachNanos = nowNanos;
        lastBreachNanos = nowNanos;
    }

    @Override
    public boolean fires() {
        return begun && !over;
    }

    @Override
    public Breach breach() {
        return breach;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public Instant startsAt() {
        return startsAt;
    }

    @Override
    public long firstBreachNanos() {
        return firstBreachNanos;
    }

    @Override
    public ConditionNotices notices() {
        return notices;
    }
}
