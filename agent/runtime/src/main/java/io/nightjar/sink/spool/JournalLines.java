package io.nightjar.sink.spool;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.NoticeKind;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.protocol.GroupMembers;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.spool.JournalRecord.Done;
import io.nightjar.sink.spool.JournalRecord.Raised;
import io.nightjar.sink.spool.JournalRecord.Refused;
import io.nightjar.store.ChecksummedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Journal records as lines with checksums, each a JSON object. Stateless. */
public final class JournalLines {
    private static final int MOST_MEMBERS = 1_000;
    private static final int MOST_MEMBERS_BYTES = 1 << 20;

    private JournalLines() {}

    public static byte[] write(JournalRecord record) {
        return ChecksummedLines.of(AlertJson.bytes(toMap(record)));
    }

    private static Map<String, @Nullable Object> toMap(JournalRecord record) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (record instanceof Raised raised) {
            map.put("record", "alert");
            map.put("kind", name(raised.delivery().kind()));
            map.put("pending", raised.pending());
            map.put("got", raised.got());
            if (!raised.tries().isEmpty()) {
                map.put("tries", raised.tries());
            }
            putAlert(map, raised.delivery());
        } else if (record instanceof Done done) {
            map.put("record", "done");
            map.put("kind", name(done.kind()));
            map.put("id", done.id());
            map.put("destination", done.destination());
            map.put("arrived", done.arrived());
        } else if (record instanceof Refused refused) {
            map.put("record", "refused");
            map.put("kind", name(refused.kind()));
            map.put("id", refused.id());
            map.put("destination", refused.destination());
            map.put("tries", refused.tries());
        }
        return map;
    }

    /** Of a group no more members than a line has room for; its summary then says how many are missing. */
    private static void putAlert(Map<String, @Nullable Object> map, Delivery delivery) {
        Alert alert = delivery.alert();
        AlertGroup group = delivery.group();
        if (group == null) {
            map.put("alert", alert.toMap());
            return;
        }
        GroupMembers members = GroupMembers.fitting(
                alert, group, MOST_MEMBERS, MOST_MEMBERS_BYTES, member -> AlertJson.bytes(member).length);
        map.put("alert", members.noted(alert).toMap());
        map.put("group", JournalGroup.toMap(group.labels(), members.alerts()));
    }

    private static String name(NoticeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What was met in a journal beside its records: lines that are damaged, a torn last one among them, and of a newer version. */
    public record Oddities(int damaged, int newer) {}

    /** Reads every whole record of a journal, in order. */
    public static Oddities read(Path journal, Consumer<JournalRecord> records) throws IOException {
        return read(
                journal,
                record -> {
                    records.accept(record);
                    return true;
                },
                line -> {});
    }

    /**
     * Reads every whole record of a journal, in order.
     *
     * @param records takes each, and returns whether it could do anything with it
     * @param others takes the lines of the records that could not be used, and those that are whole but of a newer version
     */
    public static Oddities read(Path journal, Predicate<JournalRecord> records, Consumer<byte[]> others)
            throws IOException {
        int[] newer = new int[1];
        int damaged = ChecksummedLines.read(journal, (line, json) -> {
            JournalRecord record = record(json);
            newer[0] += record == null ? 1 : 0;
            if (record == null || !records.test(record)) {
                others.accept(line);
            }
        });
        return new Oddities(damaged, newer[0]);
    }

    /** Null where a version that knows more has written it: its checksum is right. */
    private static @Nullable JournalRecord record(byte[] json) {
        try {
            return fromMap(AlertJson.parseObject(json));
        } catch (IOException | RuntimeException ofANewerVersion) {
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private static JournalRecord fromMap(Map<String, @Nullable Object> map) throws IOException {
        try {
            NoticeKind kind = NoticeKind.valueOf(String.valueOf(map.get("kind")).toUpperCase(Locale.ROOT));
            if ("alert".equals(map.get("record")) && map.get("alert") instanceof Map<?, ?> alert) {
                Delivery delivery = new Delivery(
                        AlertJson.alert((Map<String, @Nullable Object>) alert),
                        JournalGroup.fromMap(map.get("group")),
                        kind,
                        true,
                        0,
                        0);
                return new Raised(
                        delivery, names(map.get("pending")), names(map.get("got")), numbers(map.get("tries")));
            }
            if ("done".equals(map.get("record"))) {
                return new Done(
                        kind,
                        String.valueOf(map.get("id")),
                        String.valueOf(map.get("destination")),
                        Boolean.TRUE.equals(map.get("arrived")));
            }
            if ("refused".equals(map.get("record")) && map.get("tries") instanceof Number tries) {
                return new Refused(
                        kind, String.valueOf(map.get("id")), String.valueOf(map.get("destination")), tries.intValue());
            }
        } catch (IllegalArgumentException unknownKind) {
            throw new IOException("a record of an unknown kind", unknownKind);
        }
        throw new IOException("an unknown record");
    }

    private static Map<String, Integer> numbers(@Nullable Object object) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> members) {
            members.forEach((name, value) -> {
                if (value instanceof Number number) {
                    numbers.put(String.valueOf(name), number.intValue());
                }
            });
        }
        return numbers;
    }

    private static Set<String> names(@Nullable Object list) {
        Set<String> names = new LinkedHashSet<>();
        if (list instanceof List<?> items) {
            items.forEach(item -> names.add(String.valueOf(item)));
        }
        return names;
    }
}
