package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.notify.SilenceCandidates.Numbered;
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
    /** All of them in the order of their numbers. */
    private final List<Numbered> numbered = new ArrayList<>();

    private long nextNumber;
    private long version;

    Silences(List<Silence> configured) {
        this.configured = List.copyOf(configured);
        for (Silence silence : this.configured) {
            number(silence);
        }
    }

    /** Those that are as they were keep their numbers. */
    void replaceConfigured(List<Silence> newConfigured) {
        List<Silence> gone = new ArrayList<>(configured);
        gone.removeAll(newConfigured);
        List<Silence> come = new ArrayList<>(newConfigured);
        come.removeAll(configured);
        configured = List.copyOf(newConfigured);
        gone.forEach(this::forget);
        come.forEach(this::number);
    }

    private void number(Silence silence) {
        numbered.add(new Numbered(nextNumber++, silence));
        version++;
    }

    private void forget(Silence silence) {
        numbered.removeIf(known -> known.silence().equals(silence));
        version++;
    }

    /** Another number once other silences count. */
    long version() {
        return version;
    }

    /** The number of the newest. */
    long newest() {
        return nextNumber - 1;
    }

    boolean has(Numbered silence) {
        for (int i = 0; i < numbered.size(); i++) {
            if (numbered.get(i).number() == silence.number()) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return numbered.isEmpty();
    }

    /**
     * Adds those whose matchers mean such an alert, whenever they count.
     *
     * @param after only those with a higher number
     */
    void addMeaning(AlertType type, Severity severity, Map<String, String> labels, long after, List<Numbered> meaning) {
        for (int i = numbered.size() - 1; i >= 0 && numbered.get(i).number() > after; i--) {
            if (numbered.get(i).silence().match().matches(type, severity, labels)) {
                meaning.add(numbered.get(i));
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
            throw new RequestRefusedException(
                    RequestRefusedException.Reason.CONFLICT,
                    "there are " + MOST_ASKED_FOR + " silences already; end some of them");
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
        Silence before = askedFor.put(silence.id(), silence);
        if (before != null) {
            forget(before);
        }
        number(silence);
    }

    /** @throws RequestRefusedException where none of the id was asked for */
    Silence remove(String id, Instant now) throws RequestRefusedException {
        forgetOver(now);
        Silence removed = askedFor.remove(id);
        if (removed == null) {
            for (Silence silence : configured) {
                if (silence.id().equals(id)) {
                    throw new RequestRefusedException(
                            RequestRefusedException.Reason.CONFLICT,
                            "the silence " + id + " stands in the configuration: take silence." + id + " out of it");
                }
            }
            throw new RequestRefusedException(RequestRefusedException.Reason.UNKNOWN, "there is no silence " + id);
        }
        forget(removed);
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
        for (Silence silence : new ArrayList<>(askedFor.values())) {
            if (silence.time().isOver(now)) {
                askedFor.remove(silence.id());
                forget(silence);
            }
        }
    }
}
