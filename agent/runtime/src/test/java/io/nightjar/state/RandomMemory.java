package io.nightjar.state;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.HeldBy;
import io.nightjar.alert.Severity;
import io.nightjar.notify.Acknowledgement;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.AlertMatcherException;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.notify.PolicyMemory.Beginnings;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Any memory at all, of lately. Ids and fingerprints begin with the name that it is given. */
final class RandomMemory {
    private static final List<String> MATCHERS = List.of(
            "severity>=error",
            "operation=chat*|embed, label.tenant=\"a,b|c\"",
            "alert_type!=latency",
            "model=\"ü \uD83D\uDC26\"");
    private static final List<String> WORDS = List.of("", "ann", "back at \"3\"\n\ttea", "größer \uD83D\uDC26", "a\\b");

    private final Random random;
    private final String name;
    private final Instant now;

    RandomMemory(Random random, String name, Instant now) {
        this.random = random;
        this.name = name;
        this.now = now;
    }

    PolicyMemory next() throws AlertMatcherException {
        List<OpenRecord> conditions = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            conditions.add(new OpenRecord(
                    alert("c" + i, AlertStatus.FIRING),
                    maybe(word()),
                    names(),
                    acknowledgement(),
                    Severity.values()[random.nextInt(3)],
                    exact(-1_000)));
        }
        conditions.sort(Comparator.comparing(condition -> condition.state().startsAt()));
        List<Silence> silences = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            silences.add(new Silence(name + "s" + i, matcher(), between(), maybe(word()), maybe(word())));
        }
        List<Beginnings> beginnings = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            Instant[] instants = new Instant[1 + random.nextInt(7)];
            Arrays.setAll(instants, ignored -> exact(-1_000));
            Arrays.sort(instants);
            beginnings.add(new Beginnings(
                    name + "b" + i, List.of(instants), maybe(alert("f" + i, AlertStatus.FIRING)), names()));
        }
        List<AlertRecord> history = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            List<AlertRecord.Arrival> arrivals = new ArrayList<>();
            for (String destination : names()) {
                arrivals.add(new AlertRecord.Arrival(destination, millis(-1_000)));
            }
            history.add(new AlertRecord(
                    alert("h" + i, random.nextBoolean() ? AlertStatus.FIRING : AlertStatus.RESOLVED),
                    arrivals,
                    maybe(HeldBy.values()[random.nextInt(HeldBy.values().length)]),
                    maybe(word())));
        }
        history.sort(Comparator.comparing(record -> record.alert().timestamp()));
        return new PolicyMemory(conditions, silences, beginnings, history);
    }

    private Alert alert(String id, AlertStatus status) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("latency_ms", random.nextGaussian());
        metadata.put("suppressed", random.nextLong());
        metadata.put("stack", List.of(word(), word()));
        metadata.put("nothing", null);
        metadata.put("flag", random.nextBoolean());
        metadata.put("inner", Map.of("a", word()));
        Instant startsAt = millis(-2_000);
        return new Alert(
                AlertType.values()[random.nextInt(AlertType.values().length)],
                Severity.values()[random.nextInt(Severity.values().length)],
                word(),
                millis(-1_000),
                metadata,
                name + id,
                status,
                name + id,
                startsAt,
                status == AlertStatus.FIRING ? null : millis(-500),
                Map.of("service", word()));
    }

    private @Nullable Acknowledgement acknowledgement() {
        return maybe(new Acknowledgement(maybe(word()), maybe(word()), maybe(exact(1_000))));
    }

    private AlertMatcher matcher() throws AlertMatcherException {
        int one = random.nextInt(MATCHERS.size() + 1);
        return one == MATCHERS.size() ? AlertMatcher.ALL : AlertMatcher.parse(MATCHERS.get(one));
    }

    private SilenceTime between() {
        return new SilenceTime.Between(maybe(exact(-1_000)), maybe(exact(1_000)));
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        for (String destination : List.of("log", "slack", "destination.on.call")) {
            if (random.nextBoolean()) {
                names.add(destination);
            }
        }
        return names;
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextBoolean() ? value : null;
    }

    /** To the nanosecond, at most so many seconds later or earlier than now. */
    private Instant exact(int seconds) {
        return millis(seconds).plusNanos(random.nextInt(1_000_000));
    }

    private Instant millis(int seconds) {
        long millis = 1 + random.nextInt(Math.abs(seconds) * 1_000);
        return now.plusMillis(seconds < 0 ? -millis : millis);
    }
}
