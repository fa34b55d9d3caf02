package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.IsoMillis;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Eldest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one Alertmanager has been told or still has to be told: there the label set is the identity, an alert lives only
 * as long as it is repeated, and its end is repeated too. Thread-safe: every method takes the monitor for a moment.
 */
public final class ActiveAlerts {
    static final Duration REPEAT = Duration.ofMinutes(1);
    /** Four repeats: three may be lost before Alertmanager takes the alert for resolved. */
    static final Duration VALID = REPEAT.multipliedBy(4);
    static final Duration REPEAT_RESOLVED_FOR = Duration.ofMinutes(15);
    private static final int CAPACITY = 10_000;

    private final Map<String, Page> firingByFingerprint = new LinkedHashMap<>();
    private final Map<Map<String, String>, Page> resolvedByLabels = new LinkedHashMap<>();

    /** Takes note of a condition's state; the same state again changes nothing. */
    synchronized void note(Alert alert, long nowNanos) {
        Page old = firingByFingerprint.get(alert.fingerprint());
        if (alert.status() == AlertStatus.FIRING) {
            Page page = new Page(AlertmanagerPayload.labels(alert), alert, null, nowNanos);
            if (old != null && !old.labels.equals(page.labels)) {
                end(old, alert.timestamp(), nowNanos);
            }
            firingByFingerprint.put(alert.fingerprint(), page);
            Eldest.forgetBeyond(CAPACITY, firingByFingerprint);
            resolvedByLabels.remove(page.labels);
        } else {
            firingByFingerprint.remove(alert.fingerprint());
            Page ended = old != null ? old : new Page(AlertmanagerPayload.labels(alert), alert, null, nowNanos);
            end(ended, AlertmanagerPayload.endOf(alert), nowNanos);
        }
    }

    private void end(Page page, Instant end, long nowNanos) {
        Instant notBeforeStart = end.isBefore(page.alert.startsAt()) ? page.alert.startsAt() : end;
        resolvedByLabels.remove(page.labels);
        resolvedByLabels.put(page.labels, new Page(page.labels, page.alert, notBeforeStart, nowNanos));
        Eldest.forgetBeyond(CAPACITY, resolvedByLabels);
    }

    /** What has to be told now, new states and repeats alike. */
    synchronized List<Page> due(long nowNanos, int limit) {
        resolvedByLabels.values().removeIf(page ->
                page.told && nowNanos - page.notedNanos > REPEAT_RESOLVED_FOR.toNanos());
        List<Page> due = new ArrayList<>();
        collect(resolvedByLabels.values(), nowNanos, limit, due);
        collect(firingByFingerprint.values(), nowNanos, limit, due);
        return due;
    }

    private static void collect(Collection<Page> pages, long nowNanos, int limit, List<Page> due) {
        for (Page page : pages) {
            if (due.size() >= limit) {
                return;
            }
            if (page.delayNanos(nowNanos) <= 0) {
                due.add(page);
            }
        }
    }

    /** These were taken, or refused for good: they are repeated after the interval. */
    synchronized void told(List<Page> pages, long nowNanos) {
        for (Page page : pages) {
            page.told = true;
            page.nextNanos = nowNanos + REPEAT.toNanos();
        }
    }

    /** This one was refused: it is told again after the interval, or as soon as its state is noted anew. */
    synchronized void refused(Page page, long nowNanos) {
        page.postponed = true;
        page.nextNanos = nowNanos + REPEAT.toNanos();
    }

    /** How long until something is due; {@link AlertSink#NEVER} where nothing is. */
    synchronized long delayNanos(long nowNanos) {
        long delay = AlertSink.NEVER;
        for (Page page : firingByFingerprint.values()) {
            delay = Math.min(delay, page.delayNanos(nowNanos));
        }
        for (Page page : resolvedByLabels.values()) {
            delay = Math.min(delay, page.delayNanos(nowNanos));
        }
        return delay;
    }

    /** One label set and its state. */
    static final class Page {
        private final Map<String, String> labels;
        private final Alert alert;
        private final @Nullable Instant end;
        private final long notedNanos;
        private boolean told;
        private boolean postponed;
        private long nextNanos;

        private Page(Map<String, String> labels, Alert alert, @Nullable Instant end, long notedNanos) {
            this.labels = labels;
            this.alert = alert;
            this.end = end;
            this.notedNanos = notedNanos;
        }

        private long delayNanos(long nowNanos) {
            return told || postponed ? nextNanos - nowNanos : 0;
        }

        String fingerprint() {
            return alert.fingerprint();
        }

        /** The alert as the v2 API takes it. */
        Map<String, @Nullable Object> toMap(Instant now) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("labels", labels);
            map.put("annotations", AlertmanagerPayload.annotations(alert));
            map.put("startsAt", IsoMillis.format(alert.startsAt()));
            map.put("endsAt", IsoMillis.format(end == null ? now.plus(VALID) : end));
            return map;
        }
    }
}
