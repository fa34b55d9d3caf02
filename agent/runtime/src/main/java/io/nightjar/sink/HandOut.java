package io.nightjar.sink;

import io.nightjar.alert.Alert;
import io.nightjar.alert.NoticeKind;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.sink.spool.SyntheticResolve;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who gets one delivery, and what of that is not done yet: where offering it fails for want of memory, it goes on where it
 * stopped. Confined to one thread.
 */
final class HandOut {
    static final HandOut NONE = new HandOut(Map.of(), Set.of(), new ArrayDeque<>());
    /** Why a destination gets an end while the condition goes on. */
    private static final String UNMATCHED = "unmatched";

    private final Map<String, DestinationWorker> wanting;
    private final Set<String> handedTo;
    private final Deque<Offer> offers;

    private record Offer(DestinationWorker worker, Delivery delivery) {}

    private HandOut(Map<String, DestinationWorker> wanting, Set<String> handedTo, Deque<Offer> offers) {
        this.wanting = wanting;
        this.handedTo = handedTo;
        this.offers = offers;
    }

    /** @param before the keys of the destinations that have got the condition and not its end */
    static HandOut of(Delivery delivery, Destinations destinations, Set<String> before, DestinationWorker log) {
        Map<String, DestinationWorker> taking = destinations.taking(delivery.kind());
        Map<String, DestinationWorker> wanting = new LinkedHashMap<>();
        Set<String> handedTo = new HashSet<>(before);
        Deque<Offer> offers = new ArrayDeque<>();
        if (destinations.logWants(delivery, before)) {
            offers.add(new Offer(log, delivery));
            handedTo.add(Destinations.LOG);
        }
        for (String key : destinations.wanting(delivery, before)) {
            DestinationWorker worker = taking.get(key);
            wanting.put(key, worker);
            offers.add(new Offer(worker, delivery));
            handedTo.add(key);
        }
        if (delivery.kind() == NoticeKind.CONDITION && delivery.firing()) {
            // Who keeps the state of conditions must not keep one that it is not to know any more.
            for (String key : before) {
                DestinationWorker worker = taking.get(key);
                if (worker != null && !wanting.containsKey(key)) {
                    Alert end = SyntheticResolve.of(
                            delivery.alert(), delivery.alert().timestamp(), UNMATCHED);
                    offers.add(new Offer(worker, Delivery.condition(end)));
                    handedTo.remove(key);
                }
            }
        }
        return new HandOut(wanting, handedTo, offers);
    }

    /** The keys of the destinations that get it, the log left out. */
    Set<String> keys() {
        return wanting.keySet();
    }

    /** The keys of all that have got the condition, then. */
    Set<String> handedTo() {
        return handedTo;
    }

    /** Offers it to those that have not got it yet. */
    void offer() {
        while (!offers.isEmpty()) {
            Offer offer = offers.getFirst();
            offer.worker().offer(offer.delivery());
            offers.removeFirst();
        }
    }
}
