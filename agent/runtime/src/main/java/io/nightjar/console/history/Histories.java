package io.nightjar.console.history;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.Totals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How figures went in the last hour: of the operations with the most calls, in steps of a second for five minutes and of ten
 * seconds for the hour, at most 40 KB each, and of what is of no operation. Thread-safe. Fed once a second; then it makes no garbage.
 */
public final class Histories {
    /** Operations of which a history is kept. */
    public static final int MOST_OPERATIONS = 200;

    /** The figure of the heat: calls by latency band. */
    public static final String HEAT = "heat";

    private static final int MOST_GAUGES = 64;
    private static final int LONGEST_GAP_SECONDS = 60;
    private static final int SECONDS_BETWEEN_CHOICES = 60;
    private static final long LARGEST_DRIFT_MILLIS = 2_000;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final CallRecorder recorder;
    private final int mostOperations;
    private final List<OperationHistory> kept = new ArrayList<>();
    private final Map<String, GaugeHistory> gauges = new LinkedHashMap<>();
    private final @Nullable OperationHistory[] byId = new OperationHistory[CallRecorder.MAX_OPERATIONS + 1];
    private final long[] callsBefore = new long[CallRecorder.MAX_OPERATIONS + 1];
    private final Scratch scratch = new Scratch();
    private boolean begun;
    private long originNanos;
    private long originMillis;
    private long newest;
    private long chosenAt;

    public Histories(CallRecorder recorder) {
        this(recorder, MOST_OPERATIONS);
    }

    Histories(CallRecorder recorder, int mostOperations) {
        this.recorder = recorder;
        this.mostOperations = mostOperations;
    }

    /**
     * Takes in what was done since the last time; to be called about once a second.
     *
     * @param nowNanos on the monotonic clock
     * @param nowMillis on the wall clock
     */
    public synchronized void sample(long nowNanos, long nowMillis) {
        long second = Math.floorDiv(nowNanos - originNanos, SECOND_NANOS);
        if (!begun || second - newest > LONGEST_GAP_SECONDS) {
            begin(nowNanos, nowMillis);
            return;
        }
        if (second <= newest) {
            return;
        }
        int missed = (int) (second - newest - 1);
        newest = second;
        followTheClock(second, nowMillis);
        for (int i = 0; i < kept.size(); i++) {
            kept.get(i).sample(recorder, scratch, second, missed);
        }
        for (GaugeHistory gauge : gauges.values()) {
            for (long begun = second - missed; begun <= second; begun++) {
                gauge.begin(begun);
            }
        }
        keepNewOnes(second);
        if (second - chosenAt >= SECONDS_BETWEEN_CHOICES) {
            chosenAt = second;
            chooseTheBusiest();
        }
    }

    private void begin(long nowNanos, long nowMillis) {
        begun = true;
        originNanos = nowNanos;
        originMillis = nowMillis - Math.floorMod(nowMillis, 1_000);
        newest = 0;
        chosenAt = 0;
        kept.clear();
        gauges.clear();
        Arrays.fill(byId, null);
        for (int id = 0; id < byId.length; id++) {
            if (recorder.spec(id) != null && recorder.wasCalled(id) && kept.size() < mostOperations) {
                keep(id).begin(recorder, scratch);
            }
        }
    }

    /** The wall clock may be set; steps keep their times until it has been set by much. */
    private void followTheClock(long second, long nowMillis) {
        long thought = originMillis + second * 1_000;
        if (Math.abs(nowMillis - thought) > LARGEST_DRIFT_MILLIS) {
            originMillis += nowMillis - thought;
        }
    }

    /** Those that were called for the first time in the second that ends now. */
    private void keepNewOnes(long second) {
        for (int id = 0; kept.size() < mostOperations && id < byId.length; id++) {
            if (byId[id] == null && recorder.spec(id) != null && recorder.wasCalled(id)) {
                keep(id).sample(recorder, scratch, second, 0);
            }
        }
    }

    private OperationHistory keep(int id) {
        OperationHistory history = new OperationHistory(id);
        byId[id] = history;
        kept.add(history);
        return history;
    }

    /** Where there are more than are kept: one that was called twice as often as the idlest of those takes its place. */
    private void chooseTheBusiest() {
        int busiest = -1;
        long most = 0;
        int idlest = -1;
        long least = Long.MAX_VALUE;
        for (int id = 0; id < byId.length; id++) {
            if (recorder.spec(id) == null || !recorder.wasCalled(id)) {
                continue;
            }
            scratch.read(recorder, id);
            long calls = scratch.now[Totals.CALLS] - callsBefore[id];
            callsBefore[id] = scratch.now[Totals.CALLS];
            if (byId[id] == null && calls > most) {
                busiest = id;
                most = calls;
            } else if (byId[id] != null && calls < least) {
                idlest = id;
                least = calls;
            }
        }
        if (busiest >= 0 && idlest >= 0 && most > 2 * least) {
            kept.remove(byId[idlest]);
            byId[idlest] = null;
            keep(busiest).begin(recorder, scratch);
        }
    }

    /** Takes in a value that is of no operation, in the second that was sampled last. */
    public synchronized void gauge(String name, double value) {
        GaugeHistory gauge = gauges.get(name);
        if (gauge == null && gauges.size() < MOST_GAUGES) {
            gauge = new GaugeHistory();
            gauges.put(name, gauge);
        }
        if (gauge != null) {
            gauge.raise(newest, value);
        }
    }

    /**
     * One figure, in steps of a second where all that is asked for is that young.
     *
     * @param operation null for figures that are of no operation
     * @param figure in lower case
     * @return null where there is no such figure, or no history of the operation
     */
    public synchronized @Nullable Points points(
            @Nullable String operation, String figure, long fromMillis, long toMillis) {
        OperationHistory history = operation == null ? null : find(operation);
        GaugeHistory gauge = operation == null ? gauges.get(figure) : null;
        Figure known = history == null ? null : figure(figure);
        if (gauge == null && known == null && (history == null || !figure.equals(HEAT))) {
            return null;
        }
        long fineMillis = originMillis + Ring.FINE.oldest(newest) * 1_000;
        Ring ring = fromMillis >= fineMillis ? Ring.FINE : Ring.COARSE;
        long stepMillis = ring.stepSeconds() * 1_000L;
        long last = ring == Ring.FINE || gauge != null ? ring.step(newest) : ring.step(newest + 1) - 1;
        long first = Math.max(Math.max(0, ring.oldest(last)), ceil(fromMillis - originMillis, stepMillis));
        last = Math.min(last, Math.floorDiv(Math.min(toMillis, Long.MAX_VALUE / 2) - originMillis, stepMillis));
        float[][] values = new float[(int) Math.max(0, last - first + 1)][];
        for (int i = 0; i < values.length; i++) {
            long step = first + i;
            values[i] = gauge != null
                    ? new float[] {gauge.value(ring, step)}
                    : known != null ? new float[] {history.value(ring, known, step)} : heat(history, ring, step);
        }
        return new Points(ring.stepSeconds(), originMillis + first * stepMillis, values);
    }

    private static long ceil(long millis, long stepMillis) {
        return -Math.floorDiv(-millis, stepMillis);
    }

    private static float[] heat(OperationHistory history, Ring ring, long step) {
        float[] counts = new float[Bands.COUNT];
        for (int band = 0; band < counts.length; band++) {
            long count = history.band(ring, band, step);
            if (count < 0) {
                return new float[0];
            }
            counts[band] = count;
        }
        return counts;
    }

    private @Nullable OperationHistory find(String operation) {
        for (OperationHistory history : kept) {
            OperationSpec spec = recorder.spec(history.operationId());
            if (spec != null && spec.name().equals(operation)) {
                return history;
            }
        }
        return null;
    }

    private static @Nullable Figure figure(String name) {
        for (Figure figure : Figure.values()) {
            if (figure.name().toLowerCase(Locale.ROOT).equals(name)) {
                return figure;
            }
        }
        return null;
    }
}
