package io.nightjar.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a running agent sees and does at one moment. Immutable.
 *
 * <p>Every figure is there when the agent makes it. Of a status that is read from JSON, what an agent of another version did
 * not write is null, or an empty list or map; here and in the records below.
 *
 * @param version the agent's version
 * @param state {@code running}, or {@code degraded} while there is a problem
 * @param problems a sentence for each thing that stands still, or cannot be followed
 * @param config where the configuration comes from
 * @param watched what is watched, in a few words
 * @param uptimeMillis how long the agent has run
 * @param operations what is known of each operation
 * @param destinations what became of the alerts for each destination
 * @param resources the latest readings, by name
 * @param failures how often the agent caught a failure of its own, by where it happened
 * @param conditions how many conditions there are
 * @param console where the console listens; null where none does
 * @param notFollowed the operations of which calls are not seen to their end
 * @param unmatched the user's patterns that match nothing, and the calls of presets that the library's version hides
 * @param learned what is expected of each signal that is learned
 */
public record AgentStatus(
        @Nullable String version,
        @Nullable String state,
        List<String> problems,
        @Nullable String config,
        @Nullable String watched,
        @Nullable Long uptimeMillis,
        List<OperationStatus> operations,
        List<DestinationStatus> destinations,
        Map<String, @Nullable Double> resources,
        Map<String, @Nullable Long> failures,
        ConditionCounts conditions,
        @Nullable String console,
        List<UnfollowedOperation> notFollowed,
        List<String> unmatched,
        List<LearnedStatus> learned) {

    /** The state of an agent in which everything moves. */
    public static final String RUNNING = "running";
    /** The state of an agent in which something stands still. */
    public static final String DEGRADED = "degraded";

    public AgentStatus {
        problems = List.copyOf(problems);
        operations = List.copyOf(operations);
        destinations = List.copyOf(destinations);
        resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
        notFollowed = List.copyOf(notFollowed);
        unmatched = List.copyOf(unmatched);
        learned = List.copyOf(learned);
    }

    /** The same without what its label sets have done and what is learned, for where it must not be long. */
    public AgentStatus brief() {
        List<OperationStatus> brief = new ArrayList<>();
        for (OperationStatus operation : operations) {
            brief.add(operation.brief());
        }
        return new AgentStatus(
                version,
                state,
                problems,
                config,
                watched,
                uptimeMillis,
                brief,
                destinations,
                resources,
                failures,
                conditions,
                console,
                notFollowed,
                unmatched,
                List.of());
    }

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("version", version);
        map.put("state", state);
        map.put("problems", problems);
        map.put("config", config);
        map.put("watched", watched);
        map.put("uptime_ms", uptimeMillis);
        map.put("operations", Members.maps(operations, OperationStatus::toMap));
        map.put("destinations", Members.maps(destinations, DestinationStatus::toMap));
        map.put("resources", resources);
        map.put("failures", failures);
        map.put("conditions", conditions.toMap());
        map.put("console", console == null ? null : Map.of("listen", console));
        map.put("not_followed", Members.maps(notFollowed, UnfollowedOperation::toMap));
        map.put("unmatched", unmatched);
        if (!learned.isEmpty()) {
            map.put("learned", Members.maps(learned, LearnedStatus::toMap));
        }
        return map;
    }

    static AgentStatus read(Members members) {
        return new AgentStatus(
                members.text("version"),
                members.text("state"),
                members.texts("problems"),
                members.text("config"),
                members.text("watched"),
                members.count("uptime_ms"),
                members.objects("operations", OperationStatus::read),
                members.objects("destinations", DestinationStatus::read),
                members.object("resources").figures(),
                members.object("failures").counts(),
                ConditionCounts.read(members.object("conditions")),
                members.object("console").text("listen"),
                members.objects("not_followed", UnfollowedOperation::read),
                members.texts("unmatched"),
                members.objects("learned", LearnedStatus::read));
    }
}
