package io.nightjar.state;

import io.nightjar.alert.AlertRecord;
import io.nightjar.learn.Learned;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.notify.PolicyMemory.Beginnings;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.notify.Silence;
import io.nightjar.objective.ObjectiveMemory;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The lines that a memory is kept in, within a bound. What is too much is dropped: first of the history the oldest, then the
 * beginnings of the conditions that began least, then what was learned of operations that are not called, then the objectives with the fewest calls, then lines of a newer version, then conditions that nobody has acknowledged;
 * acknowledgements and silences never. A further section is one more in that order. Not thread-safe.
 */
final class StateText {
    /** More than a thousand operations take. */
    private static final long MOST_LEARNED_BYTES = 8L << 20;

    private final SectionLines required = new SectionLines(Long.MAX_VALUE);
    private final SectionLines conditions = new SectionLines(Long.MAX_VALUE);
    private final SectionLines others;
    private final SectionLines beginnings = new SectionLines(Long.MAX_VALUE);
    private final SectionLines learned = new SectionLines(MOST_LEARNED_BYTES);
    private final SectionLines objectives = new SectionLines(Long.MAX_VALUE);
    private final SectionLines history = new SectionLines(Long.MAX_VALUE);
    private final List<SectionLines> firstDroppedFirst;
    private final long mostBytes;

    StateText(long mostBytes) {
        this.mostBytes = mostBytes - StateFile.HEADER_BYTES;
        others = new SectionLines(mostBytes / 4);
        firstDroppedFirst = List.of(history, beginnings, learned, objectives, others, conditions);
    }

    /** Adds all that a memory holds. */
    StateText add(PolicyMemory memory) {
        for (Silence silence : memory.silences()) {
            required.add(StateLines.of(silence));
        }
        for (OpenRecord condition : memory.conditions()) {
            (condition.acknowledged() == null ? conditions : required).add(StateLines.of(condition));
        }
        List<Beginnings> leastBusyFirst = new ArrayList<>(memory.beginnings());
        leastBusyFirst.sort(
                Comparator.comparingInt((Beginnings one) -> one.instants().size())
                        .thenComparing(StateText::latest));
        for (Beginnings one : leastBusyFirst) {
            beginnings.add(StateLines.of(one));
        }
        List<ObjectiveMemory> fewestCallsFirst = new ArrayList<>(memory.objectives());
        fewestCallsFirst.sort(Comparator.comparingLong(ObjectiveMemory::calls));
        for (ObjectiveMemory one : fewestCallsFirst) {
            objectives.add(StateLines.of(one));
        }
        List<Learned> oldestFirst = new ArrayList<>(memory.learned());
        oldestFirst.sort(Comparator.comparing(Learned::at));
        for (Learned one : oldestFirst) {
            learned.add(StateLines.of(one));
        }
        for (AlertRecord record : memory.history()) {
            history.add(StateLines.of(record));
        }
        return this;
    }

    private static Instant latest(Beginnings one) {
        return one.instants().isEmpty()
                ? Instant.MIN
                : one.instants().get(one.instants().size() - 1);
    }

    StateText addSuperseded(String directory) {
        required.add(StateLines.superseded(directory));
        return this;
    }

    StateText addOthers(byte[] line) {
        others.add(line);
        return this;
    }

    /** Drops what is too much. */
    StateText fit() throws IOException {
        for (SectionLines section : firstDroppedFirst) {
            section.dropUntil(Math.max(0, mostBytes - (bytes() - section.bytes())));
        }
        if (bytes() > mostBytes) {
            throw new IOException("acknowledgements and silences alone are too much");
        }
        return this;
    }

    private long bytes() {
        long bytes = required.bytes();
        for (SectionLines section : firstDroppedFirst) {
            bytes += section.bytes();
        }
        return bytes;
    }

    boolean isEmpty() {
        return bytes() == 0;
    }

    /** How many entries were dropped. */
    int dropped() {
        int dropped = 0;
        for (SectionLines section : firstDroppedFirst) {
            dropped += section.dropped();
        }
        return dropped;
    }

    /** The version's line and all others. */
    List<byte[]> lines(Instant now) {
        List<byte[]> entries = new ArrayList<>();
        required.addTo(entries);
        for (int i = firstDroppedFirst.size() - 1; i >= 0; i--) {
            firstDroppedFirst.get(i).addTo(entries);
        }
        List<byte[]> lines = new ArrayList<>(entries.size() + 1);
        lines.add(StateFile.header(now, entries.size()));
        lines.addAll(entries);
        return lines;
    }
}
