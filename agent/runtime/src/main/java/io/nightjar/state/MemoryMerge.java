package io.nightjar.state;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.learn.Learned;
import io.nightjar.notify.Acknowledgement;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.notify.PolicyMemory.Beginnings;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import io.nightjar.objective.ObjectiveMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What several processes left, as one memory: everything once, without what is over or too old. To add the same again changes
 * nothing. Not thread-safe.
 */
final class MemoryMerge {
    /** Older history, and what a process left that has been gone for longer, is of no use to anybody. */
    static final Duration OLDEST = Duration.ofDays(30);

    private final Instant now;
    private final Map<String, OpenRecord> conditions = new LinkedHashMap<>();
    private final Map<String, Silence> silences = new LinkedHashMap<>();
    private final Map<String, Beginnings> beginnings = new LinkedHashMap<>();
    private final Map<String, AlertRecord> history = new LinkedHashMap<>();
    private final Map<String, ObjectiveMemory> objectives = new LinkedHashMap<>();
    private final Map<String, Learned> learned = new LinkedHashMap<>();

    MemoryMerge(Instant now) {
        this.now = now;
    }

    /** Adds what one process left; of two that are equally new the one that is added later counts. */
    void add(StateContent left) {
        for (Silence silence : left.silences) {
            if (!silence.time().isOver(now)) {
                silences.merge(silence.id(), silence, MemoryMerge::longer);
            }
        }
        for (AlertRecord record : left.history) {
            if (!isTooOld(record.alert().timestamp())) {
                history.merge(record.alert().id(), record, MemoryMerge::completer);
            }
        }
        if (isTooOld(left.savedAt)) {
            return;
        }
        for (OpenRecord condition : left.conditions) {
            conditions.merge(key(condition), withoutWhatIsOver(condition), MemoryMerge::newer);
        }
        for (ObjectiveMemory one : left.objectives) {
            objectives.merge(one.name(), one, MemoryMerge::later);
        }
        for (Learned one : left.learned) {
            if (!isTooOld(one.at())) {
                learned.merge(one.subject() + one.name(), one, MemoryMerge::newer);
            }
        }
        for (Beginnings one : left.beginnings) {
            List<Instant> instants = one.instants();
            if (one.flapping() == null && (instants.isEmpty() || isTooOld(instants.get(instants.size() - 1)))) {
                continue;
            }
            beginnings.merge(one.fingerprint(), one, MemoryMerge::both);
        }
    }

    /** An end that has yet to be sent stands beside its condition, which may have begun anew. */
    private static String key(OpenRecord record) {
        String fingerprint = record.state().fingerprint();
        return record.isOver() ? fingerprint + " over " + record.sentTo() : fingerprint;
    }

    private boolean isTooOld(Instant instant) {
        return instant.isBefore(now.minus(OLDEST));
    }

    private OpenRecord withoutWhatIsOver(OpenRecord condition) {
        Acknowledgement acknowledgement = condition.acknowledged();
        if (acknowledgement == null
                || acknowledgement.until() == null
                || acknowledgement.until().isAfter(now)) {
            return condition;
        }
        return new OpenRecord(
                condition.state(),
                condition.operation(),
                condition.sentTo(),
                null,
                condition.acknowledgedAt(),
                condition.unacknowledgedSince());
    }

    /** Two processes saw the condition: its latest state, an acknowledgement of it unless it is worse now, all who got it. */
    private static OpenRecord newer(OpenRecord one, OpenRecord other) {
        boolean oneIsNewer = one.state().timestamp().isAfter(other.state().timestamp());
        OpenRecord latest = oneIsNewer ? one : other;
        OpenRecord before = oneIsNewer ? other : one;
        Acknowledgement acknowledgement = latest.acknowledged();
        if (acknowledgement == null
                && before.state().severity().compareTo(latest.state().severity()) >= 0) {
            acknowledgement = before.acknowledged();
        }
        return new OpenRecord(
                latest.state(),
                latest.operation(),
                union(one.sentTo(), other.sentTo()),
                acknowledgement,
                acknowledgement == latest.acknowledged() ? latest.acknowledgedAt() : before.acknowledgedAt(),
                latest.unacknowledgedSince());
    }

    private static Beginnings both(Beginnings one, Beginnings other) {
        Set<Instant> instants = new TreeSet<>(one.instants());
        instants.addAll(other.instants());
        Alert flapping = newest(one.flapping(), other.flapping());
        return new Beginnings(
                one.fingerprint(), new ArrayList<>(instants), flapping, union(one.sentTo(), other.sentTo()));
    }

    /** Each process counted its own calls, and most of what was before it: only one of them counts. */
    private static ObjectiveMemory later(ObjectiveMemory one, ObjectiveMemory other) {
        return one.at().isAfter(other.at()) ? one : other;
    }

    private static Learned newer(Learned one, Learned other) {
        return one.at().isAfter(other.at()) ? one : other;
    }

    private static @Nullable Alert newest(@Nullable Alert one, @Nullable Alert other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.timestamp().isAfter(other.timestamp()) ? one : other;
    }

    private static Silence longer(Silence one, Silence other) {
        Instant oneUntil = ((SilenceTime.Between) one.time()).until();
        Instant otherUntil = ((SilenceTime.Between) other.time()).until();
        return oneUntil == null || otherUntil != null && oneUntil.isAfter(otherUntil) ? one : other;
    }

    private static AlertRecord completer(AlertRecord one, AlertRecord other) {
        return one.sentTo().size() > other.sentTo().size() ? one : other;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> union = new LinkedHashSet<>(some);
        union.addAll(others);
        return union;
    }

    /** Conditions in the order in which they began, the history oldest first. */
    PolicyMemory memory() {
        List<OpenRecord> inOrder = new ArrayList<>(conditions.values());
        inOrder.sort(Comparator.comparing(condition -> condition.state().startsAt()));
        List<AlertRecord> oldestFirst = new ArrayList<>(history.values());
        oldestFirst.sort(Comparator.comparing(record -> record.alert().timestamp()));
        return new PolicyMemory(
                inOrder,
                new ArrayList<>(silences.values()),
                new ArrayList<>(beginnings.values()),
                oldestFirst,
                new ArrayList<>(objectives.values()),
                new ArrayList<>(learned.values()));
    }
}
