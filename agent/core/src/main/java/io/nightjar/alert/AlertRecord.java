package io.nightjar.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert in the history, with what became of it. Immutable; safe from any thread.
 *
 * @param sentTo who has got it, in the order in which it arrived
 * @param heldBy null where nothing holds it
 * @param silencedBy name or id of the silence; null where none holds it
 */
public record AlertRecord(
        Alert alert,
        List<Arrival> sentTo,
        @Nullable HeldBy heldBy,
        @Nullable String silencedBy) {
    public AlertRecord {
        sentTo = List.copyOf(sentTo);
    }

    /** That an alert has arrived: where, and when. */
    public record Arrival(String destination, Instant timestamp) {}

    /** The keys of the alert's JSON form, then {@code sent_to}, {@code held_by} and {@code silenced_by}. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = alert.toMap();
        List<Object> arrivals = new ArrayList<>(sentTo.size());
        for (Arrival arrival : sentTo) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("destination", arrival.destination());
            one.put("timestamp", IsoMillis.format(arrival.timestamp()));
            arrivals.add(one);
        }
        map.put("sent_to", arrivals);
        map.put("held_by", heldBy == null ? null : heldBy.jsonName());
        map.put("silenced_by", silencedBy);
        return map;
    }
}
