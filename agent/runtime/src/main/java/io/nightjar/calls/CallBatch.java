package io.nightjar.calls;

import io.nightjar.record.CallDetails;
import io.nightjar.record.CallOutcome;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.CallSink;
import io.nightjar.time.NanoClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are written together: put together as lines first, so that the columns of all of them are known before the first is
 * written. Confined to the writing thread.
 */
final class CallBatch implements CallSink {
    static final int MOST = 1_024;

    private static final int USUAL_LINE = 128;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final CallRecorder recorder;
    private final NanoClock clock;
    private final InstantSource wallClock;
    private final StringBuilder fixed = new StringBuilder(MOST * USUAL_LINE);
    private final StringBuilder whole = new StringBuilder(MOST * USUAL_LINE);
    private final CallLine fixedLine = new CallLine(fixed);
    private final CallLine wholeLine = new CallLine(whole);
    private final int[] ends = new int[MOST];
    private final List<Map<String, String>> labels = new ArrayList<>(MOST);
    private long wallLessClockNanos;
    private int size;

    CallBatch(CallRecorder recorder, NanoClock clock, InstantSource wallClock) {
        this.recorder = recorder;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /** Begins anew: what time it is now says when each call ended. */
    void begin() {
        Instant now = wallClock.instant();
        wallLessClockNanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() - clock.nanoTime();
        fixed.setLength(0);
        labels.clear();
        size = 0;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MOST;
    }

    @Override
    public void ended(
            int operationId,
            long startNanos,
            long endNanos,
            CallOutcome outcome,
            @Nullable String errorClass,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        CallDetails read = details == null ? CallDetails.NONE : details;
        fixedLine.time(wallLessClockNanos + endNanos).comma();
        fixedLine.text(recorder.spec(operationId).name()).comma();
        fixedLine.millis(endNanos - startNanos).comma();
        fixedLine.text(word(outcome)).comma();
        fixedLine.text(errorClass == null ? "" : errorClass).comma();
        long first = read.timeToFirstChunkNanos().orElse(firstChunkNanos);
        if (first >= 0) {
            fixedLine.millis(first);
        }
        fixedLine.comma();
        count(read.chunks(), chunks).comma();
        count(read.inputTokens(), UNKNOWN).comma();
        count(read.outputTokens(), UNKNOWN);
        ends[size] = fixed.length();
        labels.add(read.labels());
        size++;
    }

    private CallLine count(OptionalLong count, long otherwise) {
        long known = count.orElse(otherwise);
        return known < 0 ? fixedLine : fixedLine.count(known);
    }

    private static String word(CallOutcome outcome) {
        return switch (outcome) {
            case OK -> "ok";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    /** Takes the names of its labels into the columns. */
    void addTo(CallColumns columns) {
        for (Map<String, String> named : labels) {
            if (!named.isEmpty()) {
                columns.add(named);
            }
        }
    }

    /** Its lines in these columns. */
    byte[] lines(CallColumns columns) {
        whole.setLength(0);
        int begin = 0;
        for (int i = 0; i < size; i++) {
            whole.append(fixed, begin, ends[i]);
            begin = ends[i];
            for (String label : columns.labels()) {
                wholeLine.comma();
                String value = labels.get(i).get(label);
                if (value != null) {
                    wholeLine.text(value);
                }
            }
            wholeLine.end();
        }
        return whole.toString().getBytes(StandardCharsets.UTF_8);
    }
}
