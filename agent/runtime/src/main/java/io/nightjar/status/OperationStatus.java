package io.nightjar.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one operation has done. Immutable.
 *
 * @param operation its name
 * @param layer its layer
 * @param calls completed calls, failed ones included, cancelled ones not
 * @param errors failed calls
 * @param cancelled cancelled calls
 * @param inFlight calls that have started and not ended
 * @param latency of its completed calls
 * @param alerts firing alerts about it that were sent
 * @param streams what its streams delivered; null where none delivered anything
 * @param tokens what its calls read and wrote; null where none said
 * @param labelSets its label sets with the most calls
 */
public record OperationStatus(
        @Nullable String operation,
        @Nullable String layer,
        @Nullable Long calls,
        @Nullable Long errors,
        @Nullable Long cancelled,
        @Nullable Long inFlight,
        LatencyStatus latency,
        @Nullable Long alerts,
        @Nullable StreamStatus streams,
        @Nullable TokenStatus tokens,
        List<LabelSetStatus> labelSets) {

    public OperationStatus {
        labelSets = List.copyOf(labelSets);
    }

    OperationStatus brief() {
        return new OperationStatus(
                operation, layer, calls, errors, cancelled, inFlight, latency, alerts, streams, tokens, List.of());
    }

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("operation", operation);
        map.put("layer", layer);
        map.put("calls", calls);
        map.put("errors", errors);
        map.put("cancelled", cancelled);
        map.put("in_flight", inFlight);
        latency.addTo(map);
        map.put("alerts", alerts);
        if (streams != null) {
            streams.addTo(map);
        }
        if (tokens != null) {
            tokens.addTo(map);
        }
        if (!labelSets.isEmpty()) {
            map.put("label_sets", Members.maps(labelSets, LabelSetStatus::toMap));
        }
        return map;
    }

    static OperationStatus read(Members members) {
        return new OperationStatus(
                members.text("operation"),
                members.text("layer"),
                members.count("calls"),
                members.count("errors"),
                members.count("cancelled"),
                members.count("in_flight"),
                LatencyStatus.read(members),
                members.count("alerts"),
                StreamStatus.read(members),
                TokenStatus.read(members),
                members.objects("label_sets", LabelSetStatus::read));
    }
}
