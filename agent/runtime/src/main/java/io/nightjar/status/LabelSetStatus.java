package io.nightjar.status;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of one operation with one set of labels have done. Immutable.
 *
 * @param labels the labels; empty for the one set that holds all beyond the table's size
 * @param calls completed calls, failed ones included
 * @param errors failed calls
 * @param cancelled cancelled calls
 * @param meanMillis mean duration of the completed calls; null before the first
 * @param tokens what these calls read and wrote; null where none said
 */
public record LabelSetStatus(
        Map<String, String> labels,
        @Nullable Long calls,
        @Nullable Long errors,
        @Nullable Long cancelled,
        @Nullable Double meanMillis,
        @Nullable TokenStatus tokens) {

    public LabelSetStatus {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("labels", labels);
        map.put("calls", calls);
        map.put("errors", errors);
        map.put("cancelled", cancelled);
        map.put("mean_ms", meanMillis);
        if (tokens != null) {
            tokens.addTo(map);
        }
        return map;
    }

    static LabelSetStatus read(Members members) {
        return new LabelSetStatus(
                members.object("labels").texts(),
                members.count("calls"),
                members.count("errors"),
                members.count("cancelled"),
                members.figure("mean_ms"),
                TokenStatus.read(members));
    }
}
