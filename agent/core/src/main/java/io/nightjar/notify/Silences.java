package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The silences of the configuration and those that people have asked for. Confined to the policy's owner's lock. */
final class Silences {
    private static final int MOST_ASKED_FOR = 1_000;
    private static final int ID_CHARS = 8;
    private static final String ID_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private List<Silence> configured;
    private final Map<String, Silence> askedFor = new LinkedHashMap<>();
    private long version;

    Silences(List<Silence> configured) {
        this.configured = List.copyOf(configured);
    }

    void replaceConfigured(List<Silence> newConfigured) {
        configured = List.copyOf(newConfigured);
        version++;
    }

    /** Another number once other silences count. */
    long version() {
        return version;
    }

    boolean isEmpty() {
        return configured.isEmpty() && askedFor.isEmpty();
    }

    /** Those whose matchers mean such an alert, whenever they count. */
    List<Silence> meaning(AlertType type, Severity severity, Map<String, String> labels) {
        List<Silence> meaning = new ArrayList<>(0);
        addMeaning(configured, type, severity, labels, meaning);
        if (!askedFor.isEmpty()) {
            addMeaning(askedFor.values(), type, severity, labels, meaning);
        }
        return meaning;
    }

    private static void addMeaning(
            Iterable<Silence> silences,
            AlertType type,
            Severity severity,
            Map<String, String> labels,
            List<Silence> meaning) {
        for (Silence silence : silences) {
            if (silence.match().matches(type, severity, labels)) {
                meaning.add(silence);
            }
        }
    }

    /** @throws RequestRefusedException where the matcher cannot be read, the time is not positive, or there are too many */
    Silence add(String match, Duration lasting, @Nullable String by, @Nullable String note, Instant now)
            throws RequestRefusedException {
        if (lasting.isNegative() || lasting.isZero()) {
            throw new RequestRefusedException("a silence needs a time, for example 1h");
        }
        forgetOver(now);
        if (askedFor.size() >= MOST_ASKED_FOR) {
            throw new RequestRefusedException("there are " + MOST_ASKED_FOR + " silences already; end some of them");
        }
        Silence silence =
                new Silence(freshId(), matcher(match), new SilenceTime.Between(now, end(now, lasting)), by, note);
        restore(silence);
        return silence;
    }

    private static Instant end(Instant now, Duration lasting) {
        try {
            return now.plus(lasting);
        } catch (ArithmeticException | java.time.DateTimeException tooLong) {
            return Instant.MAX;
        }
    }

    private static AlertMatcher matcher(String match) throws RequestRefusedException {
        try {
            return AlertMatcher.parse(match);
        } catch (AlertMatcherException problem) {
            throw new RequestRefusedException(problem.getMessage() + " (character " + (problem.position() + 1) + ")");
        }
    }

    private String freshId() {
        StringBuilder id = new StringBuilder(ID_CHARS);
        do {
            id.setLength(0);
            for (int i = 0; i < ID_CHARS; i++) {
                id.append(ID_DIGITS.charAt(ThreadLocalRandom.current().nextInt(ID_DIGITS.length())));
            }
        } while (askedFor.containsKey(id.toString()));
        return id.toString();
    }

    /** Takes one that was asked for, perhaps in an earlier process. */
    void restore(Silence silence) {
        askedFor.put(silence.id(), silence);
        version++;
    }

    /** @throws RequestRefusedException where none of the id was asked for */
    Silence remove(String id, Instant now) throws RequestRefusedException {
        forgetOver(now);
        Silence removed = askedFor.remove(id);
        if (removed == null) {
            for (Silence silence : configured) {
                if (silence.id().equals(id)) {
                    throw new RequestRefusedException(
                            "the silence " + id + " stands in the configuration: take silence." + id + " out of it");
                }
            }
            throw new RequestRefusedException("there is no silence " + id);
        }
        version++;
        return removed;
    }

    /** Those that people have asked for and that are not over. */
    List<Silence> askedFor(Instant now) {
        forgetOver(now);
        return new ArrayList<>(askedFor.values());
    }

    /** All that are not over, those of the configuration first. */
    List<Silence> all(Instant now) {
        List<Silence> all = new ArrayList<>();
        for (Silence silence : configured) {
            if (!silence.time().isOver(now)) {
                all.add(silence);
            }
        }
        all.addAll(askedFor(now));
        return all;
    }

    private void forgetOver(Instant now) {
        if (askedFor.values().removeIf(silence -> silence.time().isOver(now))) {
            version++;
        }
    }
}
