package io.nightjar.replay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of one line by what they mean: where each stands in an array of bytes. Confined to one thread. */
final class LogFields {
    static final int TIMESTAMP = 0;
    static final int OPERATION = 1;
    static final int DURATION = 2;
    static final int OUTCOME = 3;
    static final int EXCEPTION = 4;
    static final int FIRST_CHUNK = 5;
    static final int CHUNKS = 6;
    static final int TOKENS_IN = 7;
    static final int TOKENS_OUT = 8;
    static final int VALUE = 9;
    /** The first of the labels. */
    static final int LABELS = 10;

    private static final int MOST_SHOWN = 40;

    byte[] bytes = {};
    int[] starts;
    int[] ends;

    LogFields(int count) {
        starts = new int[count];
        ends = new int[count];
    }

    /** Holds so many labels from now on. */
    void grow(int count) {
        int before = starts.length;
        starts = Arrays.copyOf(starts, count);
        ends = Arrays.copyOf(ends, count);
        Arrays.fill(starts, before, count, 0);
    }

    void clear() {
        Arrays.fill(starts, 0);
        Arrays.fill(ends, 0);
    }

    boolean isEmpty(int field) {
        return starts[field] >= ends[field];
    }

    String text(int field) {
        return new String(bytes, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    }

    /** The field for a message: cut, and without what would upset a terminal. */
    String shown(int field) {
        return shown(bytes, starts[field], ends[field]);
    }

    static String shown(byte[] bytes, int start, int end) {
        boolean cut = end - start > MOST_SHOWN;
        String text = new String(bytes, start, Math.min(end - start, MOST_SHOWN), StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(text.length() + 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? '?' : c);
        }
        return out.append(cut ? "…" : "").toString();
    }
}
