package io.nightjar.benchmark.detection;

import io.nightjar.learn.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A peer that watches a signal of one operation. Not thread-safe. */
final class Watch {
    /** Above the threshold again within this is the same alarm. */
    private static final long SAME_SECONDS = 300;

    /** Like the agent, a peer passes over a process's first ten minutes, and keeps what it has learned. */
    private static final int BLIND_SECONDS = 600;

    private final Peers kind;
    private final Signal signal;
    private final Peer peer;
    private final double threshold;
    /** The highest score of each stretch of {@link #SAME_SECONDS}. */
    private final List<Double> highest = new ArrayList<>();

    private final List<Long> alarms = new ArrayList<>();
    private long lastAbove = Long.MIN_VALUE / 2;
    private double sum;
    private long count;
    private int seconds;
    private int blindSeconds;
    private double most;

    Watch(Peers kind, Signal signal, double threshold) {
        this.kind = kind;
        this.signal = signal;
        this.threshold = threshold;
        peer = kind.make();
    }

    Peers kind() {
        return kind;
    }

    Signal signal() {
        return signal;
    }

    /** When alarms began. */
    List<Long> alarms() {
        return alarms;
    }

    List<Double> highest() {
        return highest;
    }

    void look(Second second) {
        if (second.restarted) {
            blindSeconds = BLIND_SECONDS;
        }
        if (blindSeconds > 0) {
            blindSeconds--;
        } else {
            add(second);
        }
        if (second.index % SAME_SECONDS == SAME_SECONDS - 1) {
            highest.add(most);
            most = 0;
        }
    }

    private void add(Second second) {
        boolean ofCalls = signal == Signal.ERRORS;
        boolean throughput = signal == Signal.THROUGHPUT;
        sum += ofCalls ? second.errors : throughput ? second.calls : summed(second);
        count += ofCalls ? second.calls : throughput ? 1 : second.succeeded();
        seconds++;
        if (seconds == kind.everySeconds()) {
            if (count > 0) {
                score(peer.score(sum / count, (int) (second.index % 86_400)), second.index);
            }
            sum = 0;
            count = 0;
            seconds = 0;
        }
    }

    private double summed(Second second) {
        return switch (signal) {
            case FIRST_CHUNK -> kind.logarithms() ? second.firstChunkLogs : second.firstChunkNanos;
            case TOKENS -> kind.logarithms() ? second.tokenLogs : second.tokens;
            default -> kind.logarithms() ? second.durationLogs : second.durationNanos;
        };
    }

    private void score(double score, long index) {
        most = Math.max(most, score);
        if (score > threshold) {
            if (index - lastAbove > SAME_SECONDS) {
                alarms.add(index);
            }
            lastAbove = index;
        }
    }

    /** The threshold above which there are no more than so many alarms. */
    static double threshold(List<List<Double>> weeks, int alarms) {
        List<Double> scores = new ArrayList<>();
        weeks.forEach(scores::addAll);
        scores.sort(Collections.reverseOrder());
        double threshold = scores.get(0);
        for (double candidate : scores) {
            if (runs(weeks, candidate) > alarms) {
                break;
            }
            threshold = candidate;
        }
        return threshold;
    }

    private static int runs(List<List<Double>> weeks, double threshold) {
        int runs = 0;
        for (List<Double> week : weeks) {
            boolean above = false;
            for (double score : week) {
                runs += score > threshold && !above ? 1 : 0;
                above = score > threshold;
            }
        }
        return runs;
    }
}
