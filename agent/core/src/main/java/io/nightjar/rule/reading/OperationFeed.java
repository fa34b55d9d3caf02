package io.nightjar.rule.reading;

import io.nightjar.record.Buckets;
import io.nightjar.record.CallRecorder;
import java.util.Arrays;

/**
 * All calls of one operation. Of one that is silent two numbers are read; its histogram, 8 KB to remember, is read where it has
 * changed. Confined to its owner.
 */
final class OperationFeed extends Feed {
    private final CallRecorder recorder;
    private final int id;
    /** Whether all that was counted has happened since the tick before. */
    private boolean fresh;

    private long calls;
    private long errors;
    private long inputTokens;
    private long outputTokens;
    private long chunks;
    private long firstChunks;
    private long measured;
    private boolean changed;
    private boolean streamsChanged;
    private boolean readsTokens;
    private long[] durations = new long[0];
    private long[] chunkGaps = new long[0];
    private long[] firstChunkTimes = new long[0];

    /**
     * What happens from now on.
     *
     * @param fresh whether all that was counted has happened since the tick before
     */
    OperationFeed(CallRecorder recorder, int id, boolean fresh) {
        this.recorder = recorder;
        this.id = id;
        this.fresh = fresh;
        if (!fresh) {
            calls = recorder.calls(id);
            errors = recorder.errors(id);
        }
    }

    @Override
    void wants(CallWindow.Wanted wanted) {
        if (wanted.durations() && durations.length == 0) {
            durations = new long[Buckets.COUNT];
            if (!fresh) {
                recorder.durations(id, durations);
                measured = total(durations);
            }
        }
        if (wanted.tokens() && !readsTokens) {
            readsTokens = true;
            if (!fresh) {
                inputTokens = recorder.inputTokens(id);
                outputTokens = recorder.outputTokens(id);
            }
        }
        if (wanted.streams() && chunkGaps.length == 0) {
            recorder.followStreams(id);
            chunkGaps = new long[Buckets.COUNT];
            firstChunkTimes = new long[Buckets.COUNT];
            recorder.chunkGaps(id, chunkGaps);
            recorder.firstChunks(id, firstChunkTimes);
        }
    }

    @Override
    void read(Delta delta) {
        fresh = false;
        readCalls(delta);
        if (readsTokens) {
            long input = recorder.inputTokens(id);
            long output = recorder.outputTokens(id);
            delta.words[Delta.INPUT_TOKENS] = input - inputTokens;
            delta.words[Delta.OUTPUT_TOKENS] = output - outputTokens;
            inputTokens = input;
            outputTokens = output;
        }
        if (chunkGaps.length > 0) {
            readStreams(delta);
        }
    }

    /** A writer counts the call, then the error, and may be late with either: what has changed is read once more. */
    private void readCalls(Delta delta) {
        long nowErrors = recorder.errors(id);
        long nowCalls = recorder.calls(id);
        delta.words[Delta.CALLS] = nowCalls - calls;
        delta.words[Delta.ERRORS] = nowErrors - errors;
        boolean changedBefore = changed;
        changed = nowCalls != calls;
        calls = nowCalls;
        errors = nowErrors;
        if (durations.length == 0 || !changed && !changedBefore && measured == calls) {
            return;
        }
        long[] read = delta.scratch();
        Arrays.fill(read, 0);
        recorder.durations(id, read);
        difference(read, durations, delta.durations);
        long nanos = 0;
        long more = 0;
        for (int i = 0; i < delta.durations.size(); i++) {
            more += delta.durations.count(i);
            nanos += delta.durations.count(i) * Buckets.midpointNanos(delta.durations.bucket(i));
        }
        measured += more;
        delta.words[Delta.MEASURED] = more;
        delta.words[Delta.NANOS] = nanos;
    }

    private void readStreams(Delta delta) {
        long nowChunks = recorder.chunks(id);
        long nowFirst = recorder.firstChunks(id);
        boolean changedBefore = streamsChanged;
        streamsChanged = nowChunks != chunks || nowFirst != firstChunks;
        chunks = nowChunks;
        firstChunks = nowFirst;
        if (!streamsChanged && !changedBefore) {
            return;
        }
        long[] read = delta.scratch();
        Arrays.fill(read, 0);
        recorder.chunkGaps(id, read);
        difference(read, chunkGaps, delta.gaps);
        Arrays.fill(read, 0);
        recorder.firstChunks(id, read);
        difference(read, firstChunkTimes, delta.firstChunks);
    }

    private static void difference(long[] now, long[] last, SparseCounts into) {
        for (int bucket = 0; bucket < now.length; bucket++) {
            if (now[bucket] != last[bucket]) {
                into.add(bucket, (int) (now[bucket] - last[bucket]));
                last[bucket] = now[bucket];
            }
        }
    }

    private static long total(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }
}
