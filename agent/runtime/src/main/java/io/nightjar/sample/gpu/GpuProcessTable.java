package io.nightjar.sample.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * The driver's list of compute processes as raw memory. Some drivers write entries of 32 bytes where the API says 24,
 * so the table is filled with a pattern first, has room for the wider ones, and the stride is inferred.
 */
final class GpuProcessTable {
    private static final int NARROW = 24;
    private static final int WIDE = 32;
    private static final int SPARE_ENTRIES = 8;
    private static final byte UNTOUCHED = (byte) 0xAA;

    private GpuProcessTable() {}

    static int bytesFor(int entries) {
        return WIDE * (entries + SPARE_ENTRIES);
    }

    static int entriesIn(int bytes) {
        return bytes / WIDE - SPARE_ENTRIES;
    }

    static void clear(byte[] table) {
        Arrays.fill(table, UNTOUCHED);
    }

    static List<GpuProcess> decode(byte[] table, int count) {
        int entries = Math.max(0, Math.min(count, entriesIn(table.length)));
        int stride = touched(table) > entries * NARROW ? WIDE : NARROW;
        ByteBuffer memory = ByteBuffer.wrap(table).order(ByteOrder.nativeOrder());
        List<GpuProcess> processes = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            long usedBytes = memory.getLong(i * stride + 8);
            processes.add(new GpuProcess(
                    Integer.toUnsignedLong(memory.getInt(i * stride)),
                    usedBytes < 0 ? OptionalLong.empty() : OptionalLong.of(usedBytes)));
        }
        return processes;
    }

    /** How far the driver has written. */
    private static int touched(byte[] table) {
        int end = table.length;
        while (end > 0 && table[end - 1] == UNTOUCHED) {
            end--;
        }
        return end;
    }
}
