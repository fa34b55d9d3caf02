package io.nightjar.detect;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Fingerprints;
import io.nightjar.alert.Notice;
import io.nightjar.alert.Severity;
import io.nightjar.notify.ConditionNotices;
import io.nightjar.notify.NotificationPolicy;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.time.Durations;
import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lives of all conditions: pending, firing, over. Who is notified of what becomes of one is the policy's decision.
 * Confined to the detector's lock.
 */
final class Conditions implements StateRule.Breaches {
    private static final int MOST_CONDITIONS = 10_000;
    private static final String INSTANCE = "instance";

    private final NanoClock clock;
    private final InstantSource wallClock;
    private final NotificationPolicy policy;
    private final Map<String, Condition> byFingerprint = new LinkedHashMap<>();
    /** By the last breach of each, itself: a rule gives the same one again while nothing changes. */
    private final Map<Breach, Condition> byBreach = new IdentityHashMap<>();
    /** Acknowledged when an earlier process ended, in good order and with the ends of its conditions. */
    private final Map<String, OpenRecord> awaited = new HashMap<>();
    /** What fired, and was acknowledged, when everything was ended. */
    private final List<OpenRecord> ended = new ArrayList<>(0);

    /** Of what an earlier process began: its fingerprint as it would be here, and as it is. */
    private final Map<String, String> knownAs = new HashMap<>();

    private long awaitedUntilNanos;
    private DetectionSettings settings;

    Conditions(DetectionSettings settings, NanoClock clock, InstantSource wallClock, NotificationPolicy policy) {
        this.settings = settings;
        this.clock = clock;
        this.wallClock = wallClock;
        this.policy = policy;
    }

    void replaceSettings(DetectionSettings newSettings) {
        settings = newSettings;
        byBreach.clear();
        policy.replaceSettings(newSettings.notifications(), byFingerprint.values(), clock.nanoTime());
    }

    /**
     * Takes the conditions of an earlier process: one that begins again within the quiet time is the same one, any other ends
     * after it.
     */
    void restore(List<OpenRecord> records) {
        long nowNanos = clock.nanoTime();
        awaitedUntilNanos = nowNanos + Durations.saturatedNanos(settings.resolveAfter());
        for (OpenRecord record : records) {
            if (!record.isOver() && !record.sentTo().isEmpty()) {
                Condition condition =
                        RestoredCondition.of(record, policy.restored(record, nowNanos), wallClock.instant(), nowNanos);
                byFingerprint.put(condition.fingerprint(), condition);
                nameAsHere(condition, record);
            } else if (!record.isOver() && record.acknowledged() != null) {
                awaited.put(fingerprintHere(record.state()), record);
            }
        }
    }

    /**
     * The instance's name may hold the process id: the condition is the same one, and keeps the name that destinations know.
     * Where several processes left it, the one that somebody looks after goes on.
     */
    private void nameAsHere(Condition condition, OpenRecord record) {
        Alert state = record.state();
        String here = fingerprintHere(state);
        if (!here.equals(state.fingerprint()) && (record.acknowledged() != null || !knownAs.containsKey(here))) {
            condition.nameHere = here;
            knownAs.put(here, state.fingerprint());
        }
    }

    private String fingerprintHere(Alert state) {
        Map<String, String> labels = new LinkedHashMap<>(state.labels());
        String instance = settings.constantLabels().get(INSTANCE);
        if (instance != null && labels.containsKey(INSTANCE)) {
            labels.put(INSTANCE, instance);
        }
        return Fingerprints.of(state.type(), labels);
    }

    /** What destinations have got and are to get the end of. */
    List<Notice> known() {
        return policy.known(byFingerprint.values());
    }

    /** What is to survive the process; once everything was ended, the acknowledgements of what fired then. */
    PolicyMemory remember() {
        long nowNanos = clock.nanoTime();
        PolicyMemory memory = policy.remember(byFingerprint.values(), nowNanos);
        return ended.isEmpty()
                ? memory
                : new PolicyMemory(ended, memory.silences(), memory.beginnings(), memory.history());
    }

    /** All that are pending or fire, in the order in which they began. */
    Collection<Condition> all() {
        return byFingerprint.values();
    }

    /**
     * Whether a further event of a condition is no worse than what was raised of it and the rate limit is closed: then it is
     * counted, and that is all that happens. Cheap, for calls that are slow by the thousand.
     */
    boolean isHeldBack(Condition condition, Severity severity) {
        long nowNanos = clock.nanoTime();
        if (condition.over
                || severity.compareTo(condition.worst) > 0
                || !policy.holdsBack(condition, severity, nowNanos)) {
            return false;
        }
        condition.lastBreachNanos = nowNanos;
        return true;
    }

    /**
     * A single breach that is an alert in its own right.
     *
     * @param known the condition of an earlier breach of the same type and labels, where the caller remembers it
     */
    Condition event(Breach breach, @Nullable Condition known) {
        long nowNanos = clock.nanoTime();
        Condition condition = known == null || known.over ? find(breach, nowNanos, true) : known;
        boolean changed = !condition.begun || breach.severity().compareTo(condition.worst) > 0;
        byBreach.remove(condition.breach);
        condition.breach = breach;
        condition.lastBreachNanos = nowNanos;
        condition.severity = Severities.worse(condition.worst, breach.severity());
        policy.alertDue(condition, nowNanos, changed);
        raised(condition, condition.severity);
        return condition;
    }

    @Override
    public void state(Breach breach, StateRule.Lasting lasting) {
        long nowNanos = clock.nanoTime();
        Condition condition = byBreach.get(breach);
        if (condition == null) {
            condition = find(breach, nowNanos, !lasting.reminded());
            byBreach.remove(condition.breach);
            byBreach.put(breach, condition);
        }
        condition.breach = breach;
        condition.lastBreachNanos = nowNanos;
        boolean changed = breach.severity() != condition.severity;
        condition.severity = breach.severity();
        if (!condition.begun) {
            Duration pendingFor = lasting.pendingFor() == null ? settings.pendingFor() : lasting.pendingFor();
            if (nowNanos - condition.firstBreachNanos() >= Durations.saturatedNanos(pendingFor)) {
                policy.alertDue(condition, nowNanos, true);
                raised(condition, breach.severity());
            }
        } else if (breach.severity().compareTo(condition.worst) > 0) {
            if (lasting.firesOnce()) {
                policy.stateChanged(condition, nowNanos);
            } else {
                policy.alertDue(condition, nowNanos, true);
            }
            raised(condition, breach.severity());
        } else if (changed) {
            policy.stateChanged(condition, nowNanos);
        }
    }

    @Override
    public void over(AlertType type, Map<String, String> labels) {
        Condition condition = known(Fingerprints.of(type, withConstant(labels)));
        if (condition != null) {
            if (condition.begun) {
                resolve(condition, clock.nanoTime(), null);
            }
            forget(condition);
        }
    }

    @Override
    public boolean fires(AlertType type, Map<String, String> labels) {
        Condition condition = known(Fingerprints.of(type, withConstant(labels)));
        return condition != null && condition.begun;
    }

    @Override
    public List<Map<String, String>> firing(AlertType type) {
        List<Map<String, String>> firing = new ArrayList<>();
        for (Condition condition : byFingerprint.values()) {
            if (condition.begun && condition.breach.type() == type) {
                firing.add(condition.labels());
            }
        }
        return firing;
    }

    /** Comes after the policy has been asked: what failed there, for want of memory, is raised at the next breach. */
    private static void raised(Condition condition, Severity worst) {
        condition.begun = true;
        condition.worst = worst;
    }

    /** After all states were judged: reminds of what lasts, ends what is over. */
    void judged(long judgedSinceNanos) {
        long nowNanos = clock.nanoTime();
        if (!byFingerprint.isEmpty()) {
            follow(nowNanos, judgedSinceNanos);
        }
        policy.timePassed(byFingerprint.values(), nowNanos);
    }

    private void follow(long nowNanos, long judgedSinceNanos) {
        remind(nowNanos, judgedSinceNanos);
        long quietNanos = Durations.saturatedNanos(settings.resolveAfter());
        for (Iterator<Condition> all = byFingerprint.values().iterator(); all.hasNext(); ) {
            Condition condition = all.next();
            boolean breached = condition.lastBreachNanos - judgedSinceNanos >= 0;
            if (!condition.begun && !breached) {
                byBreach.remove(condition.breach);
                all.remove();
            } else if (condition.begun && !breached && nowNanos - condition.lastBreachNanos >= quietNanos) {
                resolve(condition, nowNanos, null);
                byBreach.remove(condition.breach);
                all.remove();
            }
        }
    }

    /** Ends everything. */
    void resolveAll(String reason) {
        long nowNanos = clock.nanoTime();
        for (OpenRecord record :
                policy.remember(byFingerprint.values(), nowNanos).conditions()) {
            if (record.acknowledged() != null) {
                ended.add(record.untold());
            }
        }
        for (Condition condition : byFingerprint.values()) {
            if (condition.begun) {
                resolve(condition, nowNanos, reason);
            }
        }
        byFingerprint.clear();
        byBreach.clear();
        policy.close(nowNanos, reason);
    }

    private Condition find(Breach breach, long nowNanos, boolean silentWhileItLasts) {
        Map<String, String> labels = withConstant(breach.labels());
        String fingerprint = Fingerprints.of(breach.type(), labels);
        Condition condition = known(fingerprint);
        if (condition == null) {
            if (byFingerprint.size() >= MOST_CONDITIONS) {
                endOldest(nowNanos);
            }
            condition = new Condition(
                    fingerprint,
                    labels,
                    breach,
                    wallClock.instant(),
                    nowNanos,
                    silentWhileItLasts,
                    notices(fingerprint, nowNanos));
            byFingerprint.put(fingerprint, condition);
        }
        return condition;
    }

    private Map<String, String> withConstant(Map<String, String> own) {
        Map<String, String> labels = new LinkedHashMap<>(settings.constantLabels());
        labels.putAll(own);
        return labels;
    }

    private @Nullable Condition known(String fingerprint) {
        Condition condition = byFingerprint.get(fingerprint);
        return condition == null && !knownAs.isEmpty()
                ? byFingerprint.get(knownAs.getOrDefault(fingerprint, fingerprint))
                : condition;
    }

    private ConditionNotices notices(String fingerprint, long nowNanos) {
        OpenRecord before = awaited.isEmpty() ? null : awaited.remove(fingerprint);
        return before == null || nowNanos - awaitedUntilNanos > 0
                ? policy.noticesOf(fingerprint)
                : policy.restored(before, nowNanos);
    }

    private void endOldest(long nowNanos) {
        Condition oldest = byFingerprint.values().iterator().next();
        if (oldest.begun) {
            resolve(oldest, nowNanos, null);
        }
        forget(oldest);
    }

    private void forget(Condition condition) {
        byFingerprint.remove(condition.fingerprint());
        byBreach.remove(condition.breach);
    }

    private void remind(long nowNanos, long judgedSinceNanos) {
        if (!policy.reminds()) {
            return;
        }
        List<Condition> lasting = new ArrayList<>();
        for (Condition condition : byFingerprint.values()) {
            boolean breached = condition.lastBreachNanos - judgedSinceNanos >= 0;
            boolean reminded = !condition.silentWhileItLasts || !policy.wasNotified(condition);
            if (condition.begun && breached && reminded) {
                lasting.add(condition);
            }
        }
        if (!lasting.isEmpty()) {
            policy.remind(lasting, nowNanos);
        }
    }

    private void resolve(Condition condition, long nowNanos, @Nullable String reason) {
        condition.over = true;
        if (condition.nameHere != null) {
            knownAs.remove(condition.nameHere, condition.fingerprint());
        }
        policy.resolved(condition, nowNanos, reason);
    }
}
