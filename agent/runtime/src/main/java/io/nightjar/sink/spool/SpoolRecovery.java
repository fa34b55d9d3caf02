package io.nightjar.sink.spool;

import io.nightjar.host.Durations;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryFate;
import io.nightjar.sink.spool.JournalRecord.Raised;
import io.nightjar.sink.spool.JournalRecord.SetAside;
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
final class SpoolRecovery {
    /** Older alerts are of no use to anybody. */
    static final Duration OLDEST = Duration.ofDays(3);

    /** Takes over records, durably, before the orphan's are given up; false if the disk does not take them. */
    interface NewOwner {
        boolean takeOver(List<JournalRecord> records);
    }

    private final Path spool;
    private final Set<String> destinations;
    private final Set<String> goingOn;
    private final NewOwner newOwner;
    private final AgentLog log;
    private final InstantSource wall;
    /** What this adoption has taken already: two orphans may hold the same, where one died while it adopted the other. */
    private final Set<String> taken = new HashSet<>();

    /**
     * @param destinations keys of the destinations that are here; what is meant for others stays where it is
     * @param goingOn the conditions that this process goes on judging: nobody makes up an end of them
     */
    SpoolRecovery(
            Path spool,
            Set<String> destinations,
            Set<String> goingOn,
            NewOwner newOwner,
            AgentLog log,
            InstantSource wall) {
        this.spool = spool;
        this.destinations = destinations;
        this.goingOn = goingOn;
        this.newOwner = newOwner;
        this.log = log;
        this.wall = wall;
    }

    /** What tells a condition of one kind of delivery from all others. */
    static String condition(Delivery delivery) {
        return delivery.kind() + " " + delivery.alert().fingerprint();
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
            if (!orphan.hasReadableJournal()) {
                throw new IOException("the journal of an earlier process is no file");
            }
            Left left = read(orphan.journal());
            List<Raised> deliverable = deliverable(left);
            List<JournalRecord> takenOver = new ArrayList<>(deliverable);
            takenOver.addAll(old(left));
            boolean kept = takenOver.isEmpty() || newOwner.takeOver(takenOver);
            adopted.addAll(deliverable);
            if (kept) {
                giveUp(orphan, left);
            }
        } catch (IOException unreadable) {
            log.failure("spool.adopt", unreadable);
        }
    }

    /** What an orphan's journal holds: what this version understands, and the lines of a newer one, which stay as they are. */
    private static final class Left {
        private final JournalState state = new JournalState();
        private final List<byte[]> others = new ArrayList<>();
        private boolean old;
    }

    private Left read(Path journal) throws IOException {
        Left left = new Left();
        try {
            left.old = Files.getLastModifiedTime(journal).toInstant().isBefore(oldest());
            JournalLines.Oddities met = JournalLines.read(journal, left.state::apply, left.others::add);
            if (left.old) {
                log.warn("alerts.spool: what a process left there is older than " + OLDEST.toDays()
                        + " days: its alerts are set aside in " + spool.resolve(SetAsideFile.NAME));
            }
            if (met.damaged() > 0) {
                log.warn("alerts.spool: " + met.damaged() + " damaged records passed over");
            }
            if (met.newer() > 0) {
                log.warn("alerts.spool: " + met.newer() + " records of a newer version are left for it, in "
                        + journal.getParent());
            } else {
                left.others.clear(); // repeated ends of what has ended
            }
        } catch (NoSuchFileException neverWritten) {
            return left;
        }
        return left;
    }

    private Instant oldest() {
        return wall.instant().minus(OLDEST);
    }

    /** What is no longer sent to anybody, for those of its destinations that are here: kept in the file of what is set aside. */
    private List<JournalRecord> old(Left found) {
        List<JournalRecord> old = new ArrayList<>();
        for (Raised raised : found.state.undelivered()) {
            if (raised.delivery().alert().timestamp().isBefore(oldest())) {
                for (String destination : found.old ? raised.pending() : common(raised.pending())) {
                    old.add(new SetAside(raised.delivery(), destination, DeliveryFate.SetAside.OLD));
                }
            }
        }
        return old;
    }

    /** What the destinations of this process can be sent: alerts first, then the ends of what nobody else will end. */
    private List<Raised> deliverable(Left found) {
        JournalState left = found.state;
        Instant now = wall.instant();
        List<Raised> deliverable = new ArrayList<>();
        for (Raised raised : left.undelivered()) {
            Set<String> waiting = common(raised.pending());
            if (raised.delivery().isAcknowledgement()) {
                waiting.retainAll(left.knowingOf(raised));
            }
            Set<String> here = untaken(raised.delivery(), waiting);
            Instant raisedAt = raised.delivery().alert().timestamp();
            if (!here.isEmpty() && !raisedAt.isBefore(oldest())) {
                long ageNanos = Math.max(0, Durations.saturatedNanos(Duration.between(raisedAt, now)));
                deliverable.add(new Raised(raised.delivery().leftBy(0, ageNanos), here, Set.of(), raised.tries()));
            }
        }
        if (found.old) {
            return deliverable;
        }
        for (Raised raised : left.begun()) {
            if (goingOn.contains(condition(raised.delivery()))) {
                continue;
            }
            Delivery delivery = SyntheticResolve.of(raised.delivery(), wall.instant(), SyntheticResolve.CRASH);
            Set<String> here = untaken(delivery, common(raised.got()));
            if (!here.isEmpty()) {
                deliverable.add(new Raised(delivery, here, Set.of()));
            }
        }
        return deliverable;
    }

    private Set<String> untaken(Delivery delivery, Set<String> names) {
        names.removeIf(
                name -> !taken.add(delivery.kind() + " " + delivery.alert().id() + ' ' + name));
        return names;
    }

    private Set<String> common(Set<String> names) {
        Set<String> common = new LinkedHashSet<>(names);
        common.retainAll(destinations);
        return common;
    }

    /** Leaves to later processes what only they can deliver; an orphan with nothing left is removed. */
    private void giveUp(SpoolDirectory orphan, Left found) throws IOException {
        JournalState left = found.state;
        JournalState rest = new JournalState();
        for (JournalRecord record : left.compacted()) {
            Raised raised = (Raised) record;
            Set<String> others = found.old ? Set.of() : others(raised.pending());
            rest.apply(
                    new Raised(raised.delivery(), others, found.old ? Set.of() : others(raised.got()), raised.tries()));
        }
        boolean nobodyWaits = rest.undelivered().isEmpty();
        for (Raised condition : rest.begun()) {
            nobodyWaits &= condition.got().isEmpty();
        }
        if (nobodyWaits && found.others.isEmpty()) {
            orphan.delete();
            return;
        }
        if (rest.compacted().equals(left.compacted())) {
            return;
        }
        List<byte[]> lines = new ArrayList<>();
        for (JournalRecord record : nobodyWaits ? List.<JournalRecord>of() : rest.compacted()) {
            lines.add(JournalLines.write(record));
        }
        lines.addAll(found.others);
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
