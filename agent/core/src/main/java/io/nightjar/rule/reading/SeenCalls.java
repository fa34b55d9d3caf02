package io.nightjar.rule.reading;

import io.nightjar.record.Buckets;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.LabelCounters;
import io.nightjar.record.OperationSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations and sets of labels of which a call was seen, and the feeds from those that something asks for. Confined to its owner. */
final class SeenCalls {
    private final CallRecorder recorder;
    private final boolean[] called = new boolean[CallRecorder.MAX_OPERATIONS + 1];
    private final int[] ids = new int[CallRecorder.MAX_OPERATIONS + 1];
    private final @Nullable OperationFeed[] feeds = new OperationFeed[CallRecorder.MAX_OPERATIONS + 1];
    private final Map<LabelCounters, LabelFeed> feedsByLabels = new HashMap<>();
    private final List<Feed> all = new ArrayList<>();
    private final Delta delta = new Delta(new long[Buckets.COUNT]);
    private @Nullable LabelCounters newest;
    private int count;

    SeenCalls(CallRecorder recorder) {
        this.recorder = recorder;
        for (int id = 0; id < recorder.operationCount(); id++) {
            if (isCalled(id)) {
                called[id] = true;
                ids[count++] = id;
            }
        }
        newest = recorder.newestLabels();
    }

    int count() {
        return count;
    }

    String name(int index) {
        return recorder.spec(ids[index]).name();
    }

    /** Reads what has happened since the tick before, and gives it to those that ask for it. */
    void read(Cell.Ticks ticks, List<CallWindow> windows, Collection<RunningCalls> running, boolean forgets) {
        int operations = recorder.operationCount();
        for (int id = 0; id < operations; id++) {
            if (!called[id] && isCalled(id)) {
                called[id] = true;
                ids[count++] = id;
                join(id, windows, running);
            }
        }
        joinLabels(windows);
        for (int i = 0; i < all.size(); i++) {
            all.get(i).poll(delta, ticks.lastNanos, ticks.nowNanos, forgets);
        }
    }

    /** A new window takes what happens from now on of all that was seen before. */
    void attach(CallWindow window) {
        if (window.isByLabels()) {
            for (LabelCounters set = newest; set != null; set = set.older()) {
                join(set, window, false);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            join(ids[i], window, false);
        }
    }

    void attach(RunningCalls group) {
        for (int i = 0; i < count; i++) {
            join(ids[i], group);
        }
    }

    /** More is asked for of a window's calls. */
    void wants(CallWindow window) {
        for (int i = 0; i < count && !window.isByLabels(); i++) {
            OperationFeed feed = feeds[ids[i]];
            if (feed != null && chooses(window, ids[i])) {
                feed.wants(window.wanted());
            }
        }
    }

    void keepOnly(long generation) {
        for (int id = 0; id < feeds.length; id++) {
            OperationFeed feed = feeds[id];
            if (feed != null && !feed.keepOnly(generation)) {
                feeds[id] = null;
                all.remove(feed);
            }
        }
        feedsByLabels.values().removeIf(feed -> !feed.keepOnly(generation) && all.remove(feed));
    }

    private boolean isCalled(int id) {
        return recorder.spec(id) != null && recorder.wasCalled(id);
    }

    private void join(int id, List<CallWindow> windows, Collection<RunningCalls> running) {
        for (CallWindow window : windows) {
            if (!window.isByLabels()) {
                join(id, window, true);
            }
        }
        for (RunningCalls group : running) {
            join(id, group);
        }
    }

    private void join(int id, CallWindow window, boolean fresh) {
        if (!chooses(window, id)) {
            return;
        }
        window.seen();
        OperationFeed feed = feeds[id];
        if (feed == null) {
            feed = new OperationFeed(recorder, id, fresh);
            feeds[id] = feed;
            all.add(feed);
        }
        feed.feed(window);
    }

    private void join(int id, RunningCalls group) {
        if (chooses(group, id)) {
            group.add(id);
        }
    }

    private void joinLabels(List<CallWindow> windows) {
        LabelCounters first = recorder.newestLabels();
        for (LabelCounters set = first; set != newest && set != null; set = set.older()) {
            for (CallWindow window : windows) {
                if (window.isByLabels()) {
                    join(set, window, true);
                }
            }
        }
        newest = first;
    }

    private void join(LabelCounters set, CallWindow window, boolean fresh) {
        if (!chooses(window, set.operationId()) || !window.chooses(set.labels())) {
            return;
        }
        window.seen();
        LabelFeed feed = feedsByLabels.get(set);
        if (feed == null) {
            feed = new LabelFeed(set, fresh);
            feedsByLabels.put(set, feed);
            all.add(feed);
        }
        feed.feed(window);
    }

    private boolean chooses(CallGroup group, int id) {
        OperationSpec spec = recorder.spec(id);
        return group.chooses(spec.name(), spec.layer());
    }
}
