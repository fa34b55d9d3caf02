package io.nightjar.rule.reading;

/** What some calls have done since the tick before. One for all, filled anew for each feed. Confined to its owner. */
final class Delta {
    static final int CALLS = 0;
    static final int ERRORS = 1;
    static final int INPUT_TOKENS = 2;
    static final int OUTPUT_TOKENS = 3;
    /** The sum of durations, and of how many calls: a histogram may be read a little earlier or later than the calls are counted. */
    static final int NANOS = 4;

    static final int MEASURED = 5;
    static final int WORDS = 6;

    final long[] words = new long[WORDS];
    final SparseCounts durations = new SparseCounts();
    final SparseCounts firstChunks = new SparseCounts();
    final SparseCounts gaps = new SparseCounts();
    private final long[] scratch;

    Delta(long[] scratch) {
        this.scratch = scratch;
    }

    /** An array for reading a histogram. */
    long[] scratch() {
        return scratch;
    }

    void clear() {
        for (int i = 0; i < WORDS; i++) {
            words[i] = 0;
        }
        durations.clear();
        firstChunks.clear();
        gaps.clear();
    }

    boolean isEmpty() {
        long any = durations.size() | firstChunks.size() | gaps.size();
        for (long word : words) {
            any |= word;
        }
        return any == 0;
    }
}
