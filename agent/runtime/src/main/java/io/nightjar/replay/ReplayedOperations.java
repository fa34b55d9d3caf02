package io.nightjar.replay;

import io.nightjar.detect.OperationLimits;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations of a log in a recorder, by the numbers that the log's reader gave them. Confined to one thread. */
final class ReplayedOperations {
    private static final int COUNT = CallLogReader.MOST_OPERATIONS + 1;

    private final CallRecorder recorder;
    private final ReplaySettings settings;
    private final int[] ids = new int[COUNT];
    private final long[] stuckNanos = new long[COUNT];
    private final long[] stuckCalls = new long[COUNT];
    private final long[] longestNanos = new long[COUNT];
    private final @Nullable OperationLimits[] limits = new OperationLimits[COUNT];
    private final @Nullable String[] names = new String[COUNT];
    private Duration longestWindow = Duration.ZERO;

    ReplayedOperations(CallRecorder recorder, ReplaySettings settings) {
        this.recorder = recorder;
        this.settings = settings;
        Arrays.fill(ids, -1);
        longestWindow = settings.detection().layerThroughput().window();
    }

    /** The recorder's id. */
    int id(LoggedCall call) {
        int id = ids[call.operation()];
        return id < 0 ? register(call.operation(), call.operationName()) : id;
    }

    private int register(int number, String name) {
        OperationSpec spec = settings.specs().apply(name);
        OperationLimits own = settings.detection().limits().apply(spec);
        limits[number] = own;
        names[number] = name;
        stuckNanos[number] = Durations.nanos(own.stuckThresholdMillis());
        longestWindow = own.window().compareTo(longestWindow) > 0 ? own.window() : longestWindow;
        ids[number] = recorder.operation(spec);
        return ids[number];
    }

    List<String> errorsIgnore(LoggedCall call) {
        OperationLimits own = limits[call.operation()];
        return own == null ? List.of() : own.errorsIgnore();
    }

    /** Counts a call that ran for longer than its operation's stuck threshold. */
    void countStuck(LoggedCall call) {
        int number = call.operation();
        if (call.durationNanos() > stuckNanos[number] && call.chunks() <= 0) {
            stuckCalls[number]++;
            longestNanos[number] = Math.max(longestNanos[number], call.durationNanos());
        }
    }

    /** The longest window over which anything of an operation is judged. */
    Duration longestWindow() {
        return longestWindow;
    }

    /** A sentence for each operation of which calls ran for longer than its stuck threshold. */
    List<String> stuck() {
        List<String> stuck = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            if (stuckCalls[i] > 0) {
                stuck.add(stuckCalls[i] + (stuckCalls[i] == 1 ? " call of " : " calls of ") + names[i]
                        + " ran longer than stuck.threshold (" + seconds(stuckNanos[i]) + "), the longest "
                        + seconds(longestNanos[i]) + ": live, that would have been raised while it ran");
            }
        }
        return stuck;
    }

    static String seconds(long nanos) {
        return Math.round(nanos / 1e8) / 10.0 + " s";
    }
}
