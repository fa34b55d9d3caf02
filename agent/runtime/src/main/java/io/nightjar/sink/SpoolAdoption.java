package io.nightjar.sink;

import io.nightjar.alert.Alert;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.JournalRecord.Raised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What processes that are gone left in the spool: alerts that have yet to arrive, under their first ids, and conditions that
 * nobody will end. Confined to the spool's thread.
 */
final class SpoolAdoption {
    /** Older alerts tell nobody anything. */
    static final Duration OLDEST = Duration.ofDays(3);

    /** Takes over records, durably, before the orphan's are given up; false if the disk does not take them. */
    interface Heir {
        boolean inherit(List<JournalRecord> records);
    }

    private final Path spool;
    private final Set<String> destinations;
    private final Heir heir;
    private final AgentLog log;
    private final InstantSource wall;
    /** What this adoption has taken already: two orphans may hold the same, where one died while it adopted the other. */
    private final Set<String> taken = new HashSet<>();

    /** @param destinations keys of the destinations that are here; what is meant for others stays where it is */
    SpoolAdoption(Path spool, Set<String> destinations, Heir heir, AgentLog log, InstantSource wall) {
        this.spool = spool;
        this.destinations = destinations;
        this.heir = heir;
        this.log = log;
        this.wall = wall;
    }

    /** Adopts every orphan; the deliveries that are to be made now, in the order in which they were raised. */
    List<Raised> adoptAll() {
        List<Raised> adopted = new ArrayList<>();
        try {
            for (SpoolDirectory orphan : SpoolDirectory.orphans(spool)) {
                adopt(orphan, adopted);
            }
        } catch (IOException unreadable) {
            log.failure("spool.adopt", unreadable);
        }
        if (!adopted.isEmpty()) {
            log.info("alerts.spool: delivering " + adopted.size() + " alerts that earlier processes left");
        }
        return adopted;
    }

    private void adopt(SpoolDirectory orphan, List<Raised> adopted) {
        try (orphan) {
            JournalState left = read(orphan.journal());
            List<Raised> mine = mine(left);
            boolean kept = mine.isEmpty() || heir.inherit(List.copyOf(mine));
            adopted.addAll(mine);
            if (kept) {
                giveUp(orphan, left);
            }
        } catch (IOException unreadable) {
            log.failure("spool.adopt", unreadable);
        }
    }

    private JournalState read(Path journal) throws IOException {
        JournalState left = new JournalState();
        try {
            Instant oldest = wall.instant().minus(OLDEST);
            if (Files.getLastModifiedTime(journal).toInstant().isBefore(oldest)) {
                log.warn("alerts.spool: what a process left there is older than " + OLDEST.toDays() + " days and is dropped");
                return left;
            }
            int damaged = JournalLines.read(journal, left::apply);
            if (damaged > 0) {
                log.warn("alerts.spool: " + damaged + " damaged records passed over");
            }
        } catch (NoSuchFileException neverWritten) {
            return left;
        }
        return left;
    }

    /** What the destinations of this process can be told: alerts first, then the ends of what nobody else will end. */
    private List<Raised> mine(JournalState left) {
        Instant oldest = wall.instant().minus(OLDEST);
        List<Raised> mine = new ArrayList<>();
        for (Raised raised : left.undelivered()) {
            Set<String> here = untaken(raised.delivery(), common(raised.pending()));
            if (!here.isEmpty() && !raised.delivery().alert().timestamp().isBefore(oldest)) {
                mine.add(new Raised(raised.delivery(), here, Set.of()));
            }
        }
        for (Raised raised : left.begun()) {
            Alert end = ForcedEnd.of(raised.delivery().alert(), wall.instant(), ForcedEnd.CRASH);
            Delivery delivery = new Delivery(end, raised.delivery().kind(), true);
            Set<String> here = untaken(delivery, common(raised.got()));
            if (!here.isEmpty()) {
                mine.add(new Raised(delivery, here, Set.of()));
            }
        }
        return mine;
    }

    private Set<String> untaken(Delivery delivery, Set<String> names) {
        names.removeIf(name -> !taken.add(delivery.kind() + " " + delivery.alert().id() + ' ' + name));
        return names;
    }

    private Set<String> common(Set<String> names) {
        Set<String> common = new LinkedHashSet<>(names);
        common.retainAll(destinations);
        return common;
    }

    /** Leaves to later processes what only they can deliver; an orphan with nothing left is removed. */
    private void giveUp(SpoolDirectory orphan, JournalState left) throws IOException {
        JournalState rest = new JournalState();
        for (JournalRecord record : left.compacted()) {
            Raised raised = (Raised) record;
            rest.apply(new Raised(raised.delivery(), others(raised.pending()), others(raised.got())));
        }
        boolean nobodyWaits = rest.undelivered().isEmpty();
        for (Raised condition : rest.begun()) {
            nobodyWaits &= condition.got().isEmpty();
        }
        if (nobodyWaits) {
            orphan.delete();
            return;
        }
        if (rest.compacted().equals(left.compacted())) {
            return;
        }
        List<byte[]> lines = new ArrayList<>();
        for (JournalRecord record : rest.compacted()) {
            lines.add(JournalLines.write(record));
        }
        try (JournalFile file = JournalFile.open(orphan.journal())) {
            file.replace(lines);
        }
    }

    private Set<String> others(Set<String> names) {
        Set<String> others = new LinkedHashSet<>(names);
        others.removeAll(destinations);
        return others;
    }
}
