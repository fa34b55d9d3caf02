package io.nightjar.sink.spool;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.json.AlertJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group in the files of the spool. Stateless. */
final class JournalGroup {
    private JournalGroup() {}

    static Map<String, @Nullable Object> toMap(Map<String, String> labels, List<Alert> members) {
        List<Object> alerts = new ArrayList<>(members.size());
        for (Alert member : members) {
            alerts.add(member.toMap());
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("labels", labels);
        map.put("alerts", alerts);
        return map;
    }

    /** Null where there is none. */
    @SuppressWarnings("unchecked")
    static @Nullable AlertGroup fromMap(@Nullable Object object) throws IOException {
        if (object == null) {
            return null;
        }
        if (object instanceof Map<?, ?> map
                && map.get("labels") instanceof Map<?, ?> labels
                && map.get("alerts") instanceof List<?> items) {
            Map<String, String> names = new LinkedHashMap<>();
            labels.forEach((name, value) -> names.put(String.valueOf(name), String.valueOf(value)));
            List<Alert> alerts = new ArrayList<>(items.size());
            for (Object item : items) {
                if (!(item instanceof Map<?, ?> alert)) {
                    throw new IOException("a group with a member that is no alert");
                }
                alerts.add(AlertJson.alert((Map<String, @Nullable Object>) alert));
            }
            return new AlertGroup(names, alerts);
        }
        throw new IOException("a group of an unknown form");
    }
}
