package io.nightjar.state;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.HeldBy;
import io.nightjar.alert.Severity;
import io.nightjar.json.AlertJson;
import io.nightjar.learn.Learned;
import io.nightjar.notify.Acknowledgement;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.AlertMatcherException;
import io.nightjar.notify.PolicyMemory.Beginnings;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import io.nightjar.objective.ObjectiveMemory;
import io.nightjar.store.ChecksummedLines;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a state file as lines: each a JSON object whose {@code section} says what it is. Unknown members are passed
 * over; an entry that lacks something is none. Stateless.
 */
final class StateLines {
    private static final String SECTION = "section";

    private StateLines() {}

    static byte[] of(Silence silence) {
        Map<String, @Nullable Object> map = section("silence");
        SilenceTime.Between time = (SilenceTime.Between) silence.time();
        map.put("id", silence.id());
        map.put("match", silence.match().toString());
        map.put("from", text(time.from()));
        map.put("until", text(time.until()));
        map.put("by", silence.by());
        map.put("note", silence.note());
        return line(map);
    }

    static byte[] of(OpenRecord condition) {
        Map<String, @Nullable Object> map = section("condition");
        map.put("state", condition.state().toMap());
        map.put("operation", condition.operation());
        map.put("sent_to", new TreeSet<>(condition.sentTo()));
        map.put("acknowledged", acknowledged(condition.acknowledged()));
        map.put("acknowledged_at", condition.acknowledgedAt().jsonName());
        map.put("unacknowledged_since", text(condition.unacknowledgedSince()));
        return line(map);
    }

    private static @Nullable Map<String, @Nullable Object> acknowledged(@Nullable Acknowledgement acknowledgement) {
        if (acknowledgement == null) {
            return null;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("by", acknowledgement.by());
        map.put("note", acknowledgement.note());
        map.put("until", text(acknowledgement.until()));
        return map;
    }

    static byte[] of(Beginnings beginnings) {
        Map<String, @Nullable Object> map = section("beginnings");
        List<Object> instants = new ArrayList<>(beginnings.instants().size());
        for (Instant instant : beginnings.instants()) {
            instants.add(instant.toString());
        }
        map.put("fingerprint", beginnings.fingerprint());
        map.put("instants", instants);
        map.put(
                "flapping",
                beginnings.flapping() == null ? null : beginnings.flapping().toMap());
        map.put("sent_to", new TreeSet<>(beginnings.sentTo()));
        return line(map);
    }

    static byte[] of(AlertRecord record) {
        Map<String, @Nullable Object> map = section("history");
        map.put("alert", record.toMap());
        return line(map);
    }

    static byte[] of(ObjectiveMemory objective) {
        Map<String, @Nullable Object> map = section("objective");
        map.put("name", objective.name());
        map.put("operations", objective.operations());
        map.put("share", objective.share());
        Duration latency = objective.latency();
        map.put("latency", latency == null ? null : latency.toString());
        map.put("period", objective.period().toString());
        map.put("at", objective.at().toString());
        map.put("seen", objective.seen().toString());
        map.put("calls", objective.calls());
        map.put("minutes", objective.minutes());
        map.put("fives", objective.fives());
        map.put("periods", objective.periods());
        return line(map);
    }

    static byte[] of(Learned learned) {
        Map<String, @Nullable Object> map = section("learned");
        map.put(learned.subject() == Learned.Subject.OPERATION ? "operation" : "memory", learned.name());
        map.put("at", learned.at().toString());
        map.put("model", learned.text());
        return line(map);
    }

    /** That a directory's content is in this file. */
    static byte[] superseded(String directory) {
        Map<String, @Nullable Object> map = section("superseded");
        map.put("directory", directory);
        return line(map);
    }

    static Map<String, @Nullable Object> section(String name) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(SECTION, name);
        return map;
    }

    static byte[] line(Map<String, @Nullable Object> map) {
        return ChecksummedLines.of(AlertJson.bytes(map));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Whether the members are of such a section. */
    static boolean is(String section, Map<String, @Nullable Object> members) {
        return section.equals(members.get(SECTION));
    }

    /** Adds an entry to what was read; false where this version cannot read it. */
    static boolean read(Map<String, @Nullable Object> members, StateContent into) {
        try {
            switch (required(members, SECTION)) {
                case "silence" -> into.silences.add(silence(members));
                case "condition" -> into.conditions.add(condition(members));
                case "beginnings" -> into.beginnings.add(beginnings(members));
                case "history" -> into.history.add(record(members));
                case "objective" -> into.objectives.add(objective(members));
                case "learned" -> into.learned.add(learned(members));
                case "superseded" -> into.superseded.add(required(members, "directory"));
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IOException | AlertMatcherException | RuntimeException ofANewerVersion) {
            return false;
        }
    }

    private static Silence silence(Map<String, @Nullable Object> members) throws IOException, AlertMatcherException {
        String match = required(members, "match");
        return new Silence(
                required(members, "id"),
                match.isEmpty() ? AlertMatcher.ALL : AlertMatcher.parse(match),
                new SilenceTime.Between(instant(members, "from"), instant(members, "until")),
                optional(members, "by"),
                optional(members, "note"));
    }

    private static OpenRecord condition(Map<String, @Nullable Object> members) throws IOException {
        Acknowledgement acknowledgement = null;
        if (members.get("acknowledged") != null) {
            Map<String, @Nullable Object> given = object(members, "acknowledged");
            acknowledgement =
                    new Acknowledgement(optional(given, "by"), optional(given, "note"), instant(given, "until"));
        }
        return new OpenRecord(
                AlertJson.alert(object(members, "state")),
                optional(members, "operation"),
                names(members.get("sent_to")),
                acknowledgement,
                severity(required(members, "acknowledged_at")),
                requiredInstant(members, "unacknowledged_since"));
    }

    private static ObjectiveMemory objective(Map<String, @Nullable Object> members) throws IOException {
        String latency = optional(members, "latency");
        return new ObjectiveMemory(
                required(members, "name"),
                required(members, "operations"),
                number(members, "share").doubleValue(),
                latency == null ? null : Duration.parse(latency),
                Duration.parse(required(members, "period")),
                requiredInstant(members, "at"),
                Duration.parse(required(members, "seen")),
                number(members, "calls").longValue(),
                required(members, "minutes"),
                required(members, "fives"),
                required(members, "periods"));
    }

    private static Learned learned(Map<String, @Nullable Object> members) throws IOException {
        String operation = optional(members, "operation");
        return new Learned(
                operation == null ? Learned.Subject.MEMORY : Learned.Subject.OPERATION,
                operation == null ? required(members, "memory") : operation,
                requiredInstant(members, "at"),
                required(members, "model"));
    }

    private static Number number(Map<String, @Nullable Object> members, String name) throws IOException {
        if (members.get(name) instanceof Number number) {
            return number;
        }
        throw new IOException("an entry without " + name);
    }

    private static Severity severity(String name) throws IOException {
        for (Severity severity : Severity.values()) {
            if (severity.jsonName().equals(name)) {
                return severity;
            }
        }
        throw new IOException("an unknown severity");
    }

    private static Beginnings beginnings(Map<String, @Nullable Object> members) throws IOException {
        List<Instant> instants = new ArrayList<>();
        for (String instant : strings(members.get("instants"))) {
            instants.add(Instant.parse(instant));
        }
        Alert flapping = members.get("flapping") == null ? null : AlertJson.alert(object(members, "flapping"));
        return new Beginnings(required(members, "fingerprint"), instants, flapping, names(members.get("sent_to")));
    }

    private static AlertRecord record(Map<String, @Nullable Object> members) throws IOException {
        Map<String, @Nullable Object> record = object(members, "alert");
        List<AlertRecord.Arrival> arrivals = new ArrayList<>();
        if (record.get("sent_to") instanceof List<?> list) {
            for (Object one : list) {
                if (!(one instanceof Map<?, ?>)) {
                    throw new IOException("an arrival that is none");
                }
                Map<String, @Nullable Object> arrival = members(one);
                arrivals.add(new AlertRecord.Arrival(
                        required(arrival, "destination"), requiredInstant(arrival, "timestamp")));
            }
        }
        String heldBy = optional(record, "held_by");
        return new AlertRecord(
                AlertJson.alert(record),
                arrivals,
                heldBy == null ? null : heldBy(heldBy),
                optional(record, "silenced_by"));
    }

    private static HeldBy heldBy(String name) throws IOException {
        for (HeldBy heldBy : HeldBy.values()) {
            if (heldBy.jsonName().equals(name)) {
                return heldBy;
            }
        }
        throw new IOException("held by something unknown");
    }

    static @Nullable Instant instant(Map<String, @Nullable Object> members, String name) throws IOException {
        String text = optional(members, name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException noInstant) {
            throw new IOException("an unreadable time in " + name, noInstant);
        }
    }

    private static Instant requiredInstant(Map<String, @Nullable Object> members, String name) throws IOException {
        Instant instant = instant(members, name);
        if (instant == null) {
            throw new IOException("an entry without " + name);
        }
        return instant;
    }

    private static String required(Map<String, @Nullable Object> members, String name) throws IOException {
        String text = optional(members, name);
        if (text == null) {
            throw new IOException("an entry without " + name);
        }
        return text;
    }

    private static @Nullable String optional(Map<String, @Nullable Object> members, String name) throws IOException {
        Object value = members.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new IOException(name + " is no text");
    }

    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> members, String name)
            throws IOException {
        if (members.get(name) instanceof Map<?, ?> map) {
            return members(map);
        }
        throw new IOException("an entry without " + name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> members(Object map) {
        return (Map<String, @Nullable Object>) map;
    }

    private static Set<String> names(@Nullable Object list) throws IOException {
        return new LinkedHashSet<>(strings(list));
    }

    private static List<String> strings(@Nullable Object list) throws IOException {
        if (!(list instanceof List<?> items)) {
            throw new IOException("a list is missing");
        }
        List<String> strings = new ArrayList<>(items.size());
        for (Object item : items) {
            if (!(item instanceof String text)) {
                throw new IOException("a list of something else than texts");
            }
            strings.add(text);
        }
        return strings;
    }
}
