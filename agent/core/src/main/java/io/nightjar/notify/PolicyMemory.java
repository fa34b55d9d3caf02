package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Severity;
import io.nightjar.learn.Learned;
import io.nightjar.objective.ObjectiveMemory;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy knows that is to survive its process. Immutable.
 *
 * @param conditions those that fire, and the ends that have yet to be sent
 * @param silences those that were asked for
 * @param beginnings of conditions that began lately, also of such as are over
 * @param history oldest first
 * @param objectives what was counted of each
 * @param learned what was learned of operations and memories
 */
public record PolicyMemory(
        List<OpenRecord> conditions,
        List<Silence> silences,
        List<Beginnings> beginnings,
        List<AlertRecord> history,
        List<ObjectiveMemory> objectives,
        List<Learned> learned) {
    /** Nothing. */
    public static final PolicyMemory NONE = new PolicyMemory(List.of(), List.of(), List.of(), List.of());

    public PolicyMemory {
        conditions = List.copyOf(conditions);
        silences = List.copyOf(silences);
        beginnings = List.copyOf(beginnings);
        history = List.copyOf(history);
        objectives = List.copyOf(objectives);
        learned = List.copyOf(learned);
    }

    /** Of one that knows no objectives and has learned nothing. */
    public PolicyMemory(
            List<OpenRecord> conditions,
            List<Silence> silences,
            List<Beginnings> beginnings,
            List<AlertRecord> history) {
        this(conditions, silences, beginnings, history, List.of(), List.of());
    }

    /** The same, with what was counted of objectives. */
    public PolicyMemory with(List<ObjectiveMemory> counted) {
        return with(counted, learned);
    }

    /** The same, with what was counted of objectives and what was learned. */
    public PolicyMemory with(List<ObjectiveMemory> counted, List<Learned> newLearned) {
        return new PolicyMemory(conditions, silences, beginnings, history, counted, newLearned);
    }

    /**
     * A condition that fires, or an end that a destination has yet to be sent.
     *
     * @param state its latest state as an alert; resolved where it is over
     * @param operation what the rate limit of scope operation goes by; null where there is none
     * @param sentTo destinations that have got it and not its end
     * @param acknowledged null where nobody has acknowledged it
     * @param acknowledgedAt how bad it was when it was acknowledged; meaningless where it is not
     * @param unacknowledgedSince since when it counts as not acknowledged
     */
    public record OpenRecord(
            Alert state,
            @Nullable String operation,
            Set<String> sentTo,
            @Nullable Acknowledgement acknowledged,
            Severity acknowledgedAt,
            Instant unacknowledgedSince) {
        public OpenRecord {
            sentTo = Set.copyOf(sentTo);
        }

        /** Whether it is over, and only its end has yet to be sent. */
        public boolean isOver() {
            return state.status() == AlertStatus.RESOLVED;
        }

        /** The same, once everybody who had got it has got its end. */
        public OpenRecord untold() {
            return new OpenRecord(state, operation, Set.of(), acknowledged, acknowledgedAt, unacknowledgedSince);
        }
    }

    /**
     * When a condition began lately, oldest first.
     *
     * @param flapping its latest state while it is flapping; null where it is not
     * @param sentTo who has got that
     */
    public record Beginnings(
            String fingerprint,
            List<Instant> instants,
            @Nullable Alert flapping,
            Set<String> sentTo) {
        public Beginnings {
            instants = List.copyOf(instants);
            sentTo = Set.copyOf(sentTo);
        }
    }
}
