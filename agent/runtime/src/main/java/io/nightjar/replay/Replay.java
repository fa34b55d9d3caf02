package io.nightjar.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges a log as if it were live, by the time in it, and prints what would have been sent; nothing is. Memory does not grow with
 * the log. Confined to one thread.
 */
public final class Replay implements CallLogConsumer {
    private static final double MOST_PERCENT = 100;

    private final List<ReplaySettings> configurations;
    private final Signal signal;
    private final PrintWriter out;
    private final boolean json;
    private final Consumer<String> notes;
    private final AlertLines lines;
    private final List<AlertCounts> counts = new ArrayList<>();
    private final @Nullable Comparison comparison;
    private final List<ReplayedDetection> detections = new ArrayList<>();
    private final BitSet operations = new BitSet();
    private boolean skipsIdleTime = true;
    private final SeriesCalls ofSeries;
    private boolean series;
    private long calls;
    private long outOfRange;
    private long firstNanos;
    private long latestNanos;

    /**
     * A replay.
     *
     * @param configurations one, or two that are compared
     * @param signal what a log's values are if it is a single series
     * @param seriesName the operation whose calls such a series is of
     * @param notes takes lines for a person that are no part of the result
     */
    public Replay(
            List<ReplaySettings> configurations,
            Signal signal,
            String seriesName,
            boolean json,
            PrintWriter out,
            Consumer<String> notes) {
        this.configurations = List.copyOf(configurations);
        this.signal = signal;
        ofSeries = new SeriesCalls(signal, seriesName);
        this.json = json;
        this.out = out;
        this.notes = notes;
        lines = new AlertLines(out, json);
        for (int i = 0; i < configurations.size(); i++) {
            counts.add(new AlertCounts());
        }
        comparison = configurations.size() < 2
                ? null
                : new Comparison(
                        lines,
                        configurations.get(0).detection().constantLabels().keySet(),
                        configurations.get(1).detection().constantLabels().keySet());
    }

    /** Looks at every second, whether anything can have changed or not. */
    void lookAtIdleTime() {
        skipsIdleTime = false;
    }

    /**
     * Reads and judges everything.
     *
     * @throws IOException where the log cannot be read to its end; what could be read was judged
     */
    public void run(CallLogReader reader, LineProblems problems) throws IOException {
        IOException unreadable = null;
        try {
            reader.read(this);
        } catch (IOException problem) {
            if (calls == 0) {
                throw problem;
            }
            unreadable = problem;
        }
        for (ReplayedDetection detection : detections) {
            detection.finish();
        }
        if (comparison != null) {
            comparison.finish();
        }
        new ReplaySummary(this, problems.count()).print(json ? notes : out::println, !json);
        if (unreadable != null) {
            throw unreadable;
        }
    }

    @Override
    public void call(LoggedCall call) {
        seen(call.endNanos());
        operations.set(call.operation());
        judge(call);
    }

    @Override
    public void value(long atNanos, double value) {
        series = true;
        if (signal == Signal.MEMORY) {
            memory(atNanos, value);
        } else {
            calls(atNanos, value);
        }
    }

    private void calls(long atNanos, double value) {
        if (!ofSeries.isPossible(value)) {
            outOfRange++;
            return;
        }
        seen(atNanos);
        operations.set(ofSeries.operation());
        ofSeries.value(atNanos, value, this::judge);
        for (int i = 0; i < detections.size(); i++) {
            detections.get(i).passed(atNanos);
        }
    }

    private void judge(LoggedCall call) {
        for (int i = 0; i < detections.size(); i++) {
            detections.get(i).call(call);
        }
    }

    private void memory(long atNanos, double percent) {
        if (percent > MOST_PERCENT) {
            outOfRange++;
            return;
        }
        seen(atNanos);
        for (ReplayedDetection detection : detections) {
            detection.memory(atNanos, percent);
        }
    }

    private void seen(long atNanos) {
        if (calls == 0) {
            begin(atNanos);
        }
        count(atNanos);
    }

    private void count(long atNanos) {
        firstNanos = calls == 0 ? atNanos : firstNanos;
        latestNanos = atNanos;
        calls++;
    }

    private void begin(long atNanos) {
        for (int i = 0; i < configurations.size(); i++) {
            ReplaySettings settings = configurations.get(i);
            int number = i;
            detections.add(new ReplayedDetection(
                    series ? settings.ofSeries(signal) : settings, atNanos, skipsIdleTime, sent -> sent(number, sent)));
        }
    }

    private void sent(int configuration, SentAlert sent) {
        counts.get(configuration).add(sent);
        if (comparison == null) {
            lines.print(sent);
        } else if (configuration == 0) {
            comparison.first(sent);
        } else {
            comparison.second(sent);
        }
    }

    long calls() {
        return calls;
    }

    /** Values that no latency, or no share, can have. */
    long outOfRange() {
        return outOfRange;
    }

    int operations() {
        return operations.cardinality();
    }

    /** Whether there were too many operations to judge each for itself. */
    boolean hasOthers() {
        return operations.get(CallLogReader.MOST_OPERATIONS);
    }

    Instant first() {
        return Instant.ofEpochSecond(0, firstNanos);
    }

    Instant latest() {
        return Instant.ofEpochSecond(0, latestNanos);
    }

    @Nullable
    Comparison comparison() {
        return comparison;
    }

    List<AlertCounts> counts() {
        return counts;
    }

    List<ReplayedDetection> detections() {
        return detections;
    }

    /** What is not judged, a sentence each. */
    List<String> notJudged() {
        if (series) {
            return NotJudged.ofSeries(signal);
        }
        Set<String> all = new LinkedHashSet<>(NotJudged.ofCalls());
        for (int i = 0; i < configurations.size(); i++) {
            all.addAll(NotJudged.ofRules(configurations.get(i)));
            if (i < detections.size()) {
                all.addAll(detections.get(i).unmatched());
            }
        }
        return List.copyOf(all);
    }
}
