package io.nightjar.alert;

/**
 * Receives notices. Called on the detector's thread, or on that of a command, one call at a time; returns at once (a
 * destination queues), throws nothing.
 */
@FunctionalInterface
public interface AlertListener {
    void onNotice(Notice notice);
}
