package com.example.orchestrator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Full-size scans, kept where native code reads them: in direct buffers. Confined to one thread. */
final class ScanArchive {

    private static final int SCAN_BYTES = 250_000;
    private static final int SCANS_PER_MEBIBYTE = 4;

    private final List<ByteBuffer> scans = new ArrayList<>();

    /** Keeps so many scans that they fill the given mebibytes, but at most three fifths of what the JVM has for them. */
    void growTo(long mebibytes) {
        long room = Runtime.getRuntime().maxMemory() / SCAN_BYTES * 3 / 5;
        long wanted = Math.min(mebibytes * SCANS_PER_MEBIBYTE, room);
        while (scans.size() < wanted) {
            scans.add(ByteBuffer.allocateDirect(SCAN_BYTES));
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
