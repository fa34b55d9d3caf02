package com.example.orchestrator;

import java.util.ArrayList;
import java.util.List;

/** Full-size scans, kept in memory. Confined to one thread. */
final class ScanArchive {

    private static final int SCAN_BYTES = 250_000;
    private static final int SCANS_PER_MEBIBYTE = 4;

    private final List<byte[]> scans = new ArrayList<>();

    /** Keeps so many scans that they fill the given mebibytes, but at most three fifths of the heap. */
    void growTo(long mebibytes) {
        long room = Runtime.getRuntime().maxMemory() / SCAN_BYTES * 3 / 5;
        long wanted = Math.min(mebibytes * SCANS_PER_MEBIBYTE, room);
        while (scans.size() < wanted) {
            scans.add(new byte[SCAN_BYTES]);
        }
    }

    /** Lets go of every scan, and of the memory at once. */
    void clear() {
        if (!scans.isEmpty()) {
            scans.clear();
            System.gc();
        }
    }
}
