package io.nightjar.alert;

import java.time.Instant;

/** Learns which alerts have arrived, so that the history can say who got what. Thread-safe; throws nothing. */
@FunctionalInterface
public interface ArrivalListener {
    /** A destination has got an alert. */
    void arrived(String alertId, String destination, Instant at);
}
