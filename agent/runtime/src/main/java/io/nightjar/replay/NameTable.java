package io.nightjar.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names by their bytes, so that one that is known costs no text; so many and no more. Confined to one thread. */
final class NameTable {
    private static final String OTHER = "other";
    private static final int PRIME = 31;

    private final int most;
    private final int[] slots;
    private final int mask;
    private final List<byte[]> names = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private byte[] latestBytes = {};
    private int latest = -1;

    /** @param most names beyond so many are all {@code other}, whose number is this */
    NameTable(int most) {
        this.most = most;
        slots = new int[Integer.highestOneBit(most) << 2];
        mask = slots.length - 1;
    }

    /** The number of a name, by first mention. */
    int number(byte[] bytes, int start, int end) {
        if (latest >= 0 && Arrays.equals(latestBytes, 0, latestBytes.length, bytes, start, end)) {
            return latest;
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * PRIME + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & mask;
        while (slots[slot] != 0) {
            int known = slots[slot] - 1;
            byte[] name = names.get(known);
            if (Arrays.equals(name, 0, name.length, bytes, start, end)) {
                latest = known;
                latestBytes = name;
                return known;
            }
            slot = slot + 1 & mask;
        }
        if (names.size() >= most) {
            return most;
        }
        byte[] name = Arrays.copyOfRange(bytes, start, end);
        names.add(name);
        texts.add(new String(name, StandardCharsets.UTF_8));
        slots[slot] = names.size();
        return names.size() - 1;
    }

    /** The name of a number. */
    String text(int number) {
        return number == most ? OTHER : texts.get(number);
    }
}
