package io.nightjar.notify;

import io.nightjar.alert.Breach;

/** Adds the figures that are worth looking up only once an alert is sent. Throws nothing. */
@FunctionalInterface
public interface LateFigures {
    /** The breach with its late figures; the same breach where there are none. */
    Breach complete(Breach breach);
}
