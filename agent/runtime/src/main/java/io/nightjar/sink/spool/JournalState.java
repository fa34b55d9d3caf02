package io.nightjar.sink.spool;

import io.nightjar.alert.Alert;
import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.spool.JournalRecord.Done;
import io.nightjar.sink.spool.JournalRecord.Raised;
import io.nightjar.sink.spool.JournalRecord.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a journal's records add up to: alerts that have yet to arrive somewhere, and conditions that have begun somewhere and
 * not ended. An acknowledgement is left to nobody who has got the end, or gets none. The writer and the reader of a journal use the same sum. Not thread-safe; confined to the spool's thread.
 */
public final class JournalState {
    private static final int CONDITIONS = 20_000;

    private final Map<String, Raised> undelivered = new LinkedHashMap<>();
    private final Map<String, Raised> begun = new LinkedHashMap<>();
    /** The keys of the acknowledgements among those that are undelivered. */
    private final Set<String> acknowledgements = new LinkedHashSet<>();
    /** The keys of the undelivered acknowledgements that an undelivered end follows. */
    private final Map<String, List<String>> acknowledgementsByEnd = new HashMap<>();

    /** Adds one record; false where it is about an alert that this sum does not hold. */
    public boolean apply(JournalRecord record) {
        if (record instanceof Raised raised) {
            raised(raised);
            return true;
        }
        if (record instanceof Done done) {
            return done(done);
        }
        if (record instanceof Refused refused) {
            return refused(refused);
        }
        return false;
    }

    private void raised(Raised raised) {
        Delivery delivery = raised.delivery();
        String key = key(delivery.kind(), delivery.alert().id());
        if (!raised.pending().isEmpty()) {
            Set<String> pending = new LinkedHashSet<>(raised.pending());
            undelivered.put(key, new Raised(delivery, pending, Set.of(), new LinkedHashMap<>(raised.tries())));
        }
        if (delivery.isAcknowledgement()) {
            if (!raised.pending().isEmpty()) {
                acknowledgements.add(key);
            }
            return;
        }
        String condition = key(delivery.kind(), delivery.alert().fingerprint());
        if (delivery.begins()) {
            Raised before = begun.remove(condition);
            Set<String> got = new LinkedHashSet<>(raised.got());
            if (before != null) {
                got.addAll(before.got());
            }
            begun.put(condition, new Raised(delivery, Set.of(), got));
            dropOldestOf(begun, CONDITIONS);
        } else {
            begun.remove(condition);
            follow(key, raised);
        }
    }

    /** Of the acknowledgements that were raised before an end, those are left whose destinations have yet to get it. */
    private void follow(String endKey, Raised end) {
        if (acknowledgements.isEmpty() || end.delivery().kind() != NoticeKind.NOTIFICATION) {
            return;
        }
        List<String> before = new ArrayList<>();
        for (String key : List.copyOf(acknowledgements)) {
            Raised acknowledgement = undelivered.get(key);
            if (acknowledgement != null && isOfOneCondition(acknowledgement, end)) {
                acknowledgement.pending().retainAll(end.pending());
                removeWhereDone(key, acknowledgement);
                before.add(key);
            }
        }
        if (!before.isEmpty() && undelivered.containsKey(endKey)) {
            acknowledgementsByEnd.put(endKey, before);
        }
    }

    private static boolean isOfOneCondition(Raised one, Raised other) {
        return one.delivery()
                .alert()
                .fingerprint()
                .equals(other.delivery().alert().fingerprint());
    }

    private void removeWhereDone(String key, Raised raised) {
        if (raised.pending().isEmpty()) {
            remove(key);
        }
    }

    private void remove(String key) {
        undelivered.remove(key);
        acknowledgements.remove(key);
        acknowledgementsByEnd.remove(key);
    }

    private boolean refused(Refused refused) {
        Raised raised = undelivered.get(key(refused.kind(), refused.id()));
        if (raised == null || !raised.pending().contains(refused.destination())) {
            return false;
        }
        raised.tries().put(refused.destination(), refused.tries());
        return true;
    }

    private boolean done(Done done) {
        String key = key(done.kind(), done.id());
        Raised raised = undelivered.get(key);
        if (raised == null || !raised.pending().remove(done.destination())) {
            return false;
        }
        raised.tries().remove(done.destination());
        for (String before : acknowledgementsByEnd.getOrDefault(key, List.of())) {
            Raised acknowledgement = undelivered.get(before);
            if (acknowledgement != null) {
                acknowledgement.pending().remove(done.destination());
                removeWhereDone(before, acknowledgement);
            }
        }
        removeWhereDone(key, raised);
        Raised condition = begun.get(key(done.kind(), raised.delivery().alert().fingerprint()));
        if (done.arrived() && raised.delivery().begins() && condition != null) {
            condition.got().add(done.destination());
        }
        return true;
    }

    private static String key(NoticeKind kind, String name) {
        return kind.name() + ' ' + name;
    }

    /** Alerts that have yet to arrive, in the order in which they were raised. */
    public List<Raised> undelivered() {
        return new ArrayList<>(undelivered.values());
    }

    /** The last firing alert of each condition that has begun and not ended, with the destinations that know of it. */
    public List<Raised> begun() {
        List<Raised> all = new ArrayList<>(begun.size());
        begun.forEach((key, raised) -> all.add(new Raised(raised.delivery(), Set.of(), knowing(raised))));
        return all;
    }

    private Set<String> knowing(Raised condition) {
        Set<String> knowing = new LinkedHashSet<>(condition.got());
        String fingerprint = condition.delivery().alert().fingerprint();
        for (Raised raised : undelivered.values()) {
            Alert alert = raised.delivery().alert();
            if (raised.delivery().begins()
                    && raised.delivery().kind() == condition.delivery().kind()
                    && alert.fingerprint().equals(fingerprint)) {
                knowing.addAll(raised.pending());
            }
        }
        return knowing;
    }

    /** The destinations for which the condition of an acknowledgement has begun and not ended. */
    Set<String> knowingOf(Raised acknowledgement) {
        Raised condition = begun.get(
                key(NoticeKind.NOTIFICATION, acknowledgement.delivery().alert().fingerprint()));
        Set<String> knowing = condition == null ? new LinkedHashSet<>() : knowing(condition);
        for (Raised raised : undelivered.values()) {
            if (raised.delivery().ends()
                    && raised.delivery().kind() == NoticeKind.NOTIFICATION
                    && isOfOneCondition(raised, acknowledgement)) {
                knowing.addAll(raised.pending());
            }
        }
        return knowing;
    }

    /** The fewest records with the same meaning; conditions last, because an older alert's end must not end them. */
    List<JournalRecord> compacted() {
        List<JournalRecord> records = new ArrayList<>(undelivered.size() + begun.size());
        records.addAll(undelivered.values());
        records.addAll(begun.values());
        return records;
    }

    public boolean isEmpty() {
        return undelivered.isEmpty() && begun.isEmpty();
    }

    /** Forgets an alert that has yet to arrive. */
    void forget(Raised raised) {
        remove(key(raised.delivery().kind(), raised.delivery().alert().id()));
    }

    private static void dropOldestOf(Map<String, Raised> map, int most) {
        if (map.size() > most) {
            Iterator<Raised> oldest = map.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
