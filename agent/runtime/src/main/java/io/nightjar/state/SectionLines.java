package io.nightjar.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The lines of one section of a state file, within a bound of its own; what is missed least comes first. Not thread-safe. */
final class SectionLines {
    private final Deque<byte[]> lines = new ArrayDeque<>();
    private final long mostBytes;
    private long bytes;
    private int dropped;

    SectionLines(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    void add(byte[] line) {
        lines.addLast(line);
        bytes += line.length;
        dropUntil(mostBytes);
    }

    /** Drops what is missed least until no more than this is left. */
    void dropUntil(long most) {
        while (bytes > most && !lines.isEmpty()) {
            bytes -= lines.removeFirst().length;
            dropped++;
        }
    }

    long bytes() {
        return bytes;
    }

    int dropped() {
        return dropped;
    }

    void addTo(List<byte[]> all) {
        all.addAll(lines);
    }
}
