package io.nightjar.weave;

import org.jspecify.annotations.Nullable;

/**
 * Which groups have a call running on the current thread, one bit each; bit 0 says that Nightjar itself is reading
 * values. Thread-safe.
 *
 * <p>The only thread-local of the agent: a nested call can be told from an outermost one in no other way. Its value is a
 * plain array, so a thread that outlives the agent keeps nothing of it, and it dies with a virtual thread.
 */
final class RunningGroups {
    private static final int OWN = 0;

    private final ThreadLocal<long[]> running = new ThreadLocal<>();

    /** Marks the group as running; false where it already is, or where the agent itself calls. */
    boolean enter(int group) {
        long[] words = words(group);
        long bit = 1L << group;
        int word = group >>> 6;
        if ((words[word] & bit) != 0 || (words[0] & 1) != 0) {
            return false;
        }
        words[word] |= bit;
        return true;
    }

    /** Whether a call of the group is running, or the agent itself calls. */
    boolean isRunning(int group) {
        long[] words = running.get();
        if (words == null) {
            return false;
        }
        int word = group >>> 6;
        return (words[0] & 1) != 0 || word < words.length && (words[word] & 1L << group) != 0;
    }

    /** Marks the group as not running. */
    void exit(int group) {
        words(group)[group >>> 6] &= ~(1L << group);
    }

    /** From here to {@link #endOwn} nothing on this thread is recorded; false where that is so already. */
    boolean beginOwn() {
        return enter(OWN);
    }

    void endOwn() {
        exit(OWN);
    }

    private long[] words(int group) {
        long[] words = running.get();
        return words == null || group >>> 6 >= words.length ? grow(words, group) : words;
    }

    private long[] grow(long @Nullable [] words, int group) {
        long[] grown = new long[(group >>> 6) + 1];
        if (words != null) {
            System.arraycopy(words, 0, grown, 0, words.length);
        }
        running.set(grown);
        return grown;
    }
}
