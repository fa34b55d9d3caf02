package io.nightjar.rule.reading;

import io.nightjar.record.LabelCounters;

/** The calls of one operation with one set of labels. Confined to its owner. */
final class LabelFeed extends Feed {
    private final LabelCounters counters;
    private final long[] last = new long[Delta.WORDS];

    /**
     * What happens from now on.
     *
     * @param fresh whether all that was counted has happened since the tick before
     */
    LabelFeed(LabelCounters counters, boolean fresh) {
        this.counters = counters;
        if (!fresh) {
            read(last);
        }
    }

    @Override
    void read(Delta delta) {
        read(delta.words);
        for (int i = 0; i < Delta.WORDS; i++) {
            long now = delta.words[i];
            delta.words[i] = now - last[i];
            last[i] = now;
        }
    }

    private void read(long[] words) {
        words[Delta.ERRORS] = counters.errors();
        words[Delta.CALLS] = counters.calls();
        words[Delta.MEASURED] = words[Delta.CALLS];
        words[Delta.NANOS] = counters.totalNanos();
        words[Delta.INPUT_TOKENS] = counters.inputTokens();
        words[Delta.OUTPUT_TOKENS] = counters.outputTokens();
    }
}
