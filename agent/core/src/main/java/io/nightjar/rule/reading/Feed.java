package io.nightjar.rule.reading;

import java.util.Arrays;

/** Counters that only grow, read once a tick, and the windows that take what they have grown by. Confined to its owner. */
abstract class Feed {
    private CallWindow[] windows = new CallWindow[0];

    /** Reads what has happened since it was read last. */
    abstract void read(Delta delta);

    /** A further window takes what is read from now on. */
    void feed(CallWindow window) {
        windows = Arrays.copyOf(windows, windows.length + 1);
        windows[windows.length - 1] = window;
        wants(window.wanted());
    }

    /** Something more is asked for from now on. */
    void wants(CallWindow.Wanted wanted) {}

    /** @return whether any is left */
    boolean keepOnly(long generation) {
        int kept = 0;
        CallWindow[] left = new CallWindow[windows.length];
        for (CallWindow window : windows) {
            if (window.isOf(generation)) {
                left[kept++] = window;
            }
        }
        windows = kept == windows.length ? windows : Arrays.copyOf(left, kept);
        return kept > 0;
    }

    final void poll(Delta delta, long lastNanos, long nowNanos, boolean forgets) {
        delta.clear();
        read(delta);
        if (forgets || delta.isEmpty()) {
            return;
        }
        for (CallWindow window : windows) {
            window.add(delta, lastNanos, nowNanos);
        }
    }
}
