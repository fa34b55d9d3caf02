package io.nightjar.console;

import io.nightjar.notify.RequestRefusedException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A backend that says what it is given, and takes note of what it is asked to do. */
final class FakeBackend implements ConsoleBackend {
    static final String FINGERPRINT = "0123456789abcdef";

    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile List<String> standstill = List.of();
    volatile List<String> alerts = List.of();
    volatile String status = "{\"version\":\"1\"}";
    volatile String advice;
    volatile SeriesSource series = SeriesSource.NONE;
    volatile MetricsSource metrics;

    @Override
    public List<String> standstill() {
        return standstill;
    }

    @Override
    public String status(boolean brief) {
        return brief ? "{}" : status;
    }

    @Override
    public List<String> alerts(String type, String alertStatus, int limit) {
        asked.add("alerts " + type + " " + alertStatus + " " + limit);
        return alerts;
    }

    @Override
    public String conditions() {
        return "[]";
    }

    @Override
    public String silences() {
        return "[]";
    }

    @Override
    public MetricsSource metrics() {
        return metrics;
    }

    @Override
    public String advice() {
        return advice;
    }

    @Override
    public SeriesSource series() {
        return series;
    }

    @Override
    public Map<?, ?> acknowledge(String fingerprint, String by, String note, Duration lasting) throws RefusedException {
        find(fingerprint);
        asked.add("ack " + fingerprint + " " + by + " " + note + " " + lasting);
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("fingerprint", FINGERPRINT);
        return condition;
    }

    @Override
    public void unacknowledge(String fingerprint) throws RefusedException {
        find(fingerprint);
        asked.add("unack " + fingerprint);
    }

    private static void find(String fingerprint) throws RefusedException {
        if (fingerprint.equals("0")) {
            throw new RefusedException(Reason.AMBIGUOUS, "the fingerprints of 2 conditions begin with 0");
        }
        if (fingerprint.equals("dead")) {
            throw new RefusedException(Reason.CONFLICT, "the condition is over");
        }
        if (!FINGERPRINT.startsWith(fingerprint)) {
            throw new RefusedException(Reason.UNKNOWN, "no condition has such a fingerprint");
        }
    }

    @Override
    public Map<?, ?> silence(String match, Duration lasting, String by, String note) throws RefusedException {
        if (match.contains("?")) {
            throw new RefusedException(Reason.INVALID, "no matcher");
        }
        asked.add("silence " + match + " " + lasting + " " + by + " " + note);
        return Map.of("id", "s1");
    }

    @Override
    public void unsilence(String id) throws RefusedException {
        if (!id.equals("s1")) {
            throw new RefusedException(Reason.UNKNOWN, "there is no silence " + id);
        }
        asked.add("unsilence " + id);
    }

    List<String> changes() {
        List<String> changes = new ArrayList<>(asked);
        changes.removeIf(one -> one.startsWith("alerts"));
        return changes;
    }
}
