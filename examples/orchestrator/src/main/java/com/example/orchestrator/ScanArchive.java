package com.example.orchestrator;

import java.util.ArrayList;
import java.util.List;

/** Full-size scans, kept in memory. Confined to one thread. */
final class ScanArchive {

    private static final int MEBIBYTE = 1 << 20;

    private final List<byte[]> scans = new ArrayList<>();

    /** Keeps so many scans that they fill the given mebibytes, but at most three fifths of the heap. */
    void growTo(long mebibytes) {
        long limit = Math.min(mebibytes, Runtime.getRuntime().maxMemory() / MEBIBYTE * 3 / 5);
        while (scans.size() < limit) {
            scans.add(new byte[MEBIBYTE]);
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
