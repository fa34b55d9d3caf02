package io.nightjar.console.history;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.Totals;
import java.util.Arrays;

/** How the figures of one operation went. Under {@link Histories}' lock. Makes no garbage while it is fed. */
final class OperationHistory {
    private static final double NANOS_PER_MILLI = 1e6;

    private final int operationId;
    private final Steps fine = new Steps(Ring.FINE);
    private final Steps coarse = new Steps(Ring.COARSE);
    /** How long the step of the longer length has gone on. */
    private int coarseSeconds;

    OperationHistory(int operationId) {
        this.operationId = operationId;
    }

    /** Leaves out what was done until now. */
    void begin(CallRecorder recorder, Scratch scratch) {
        scratch.read(recorder, operationId);
        scratch.readDurations(recorder, operationId);
        fine.begin(scratch);
        coarse.begin(scratch);
    }

    int operationId() {
        return operationId;
    }

    /**
     * Takes in what was done since the last time.
     *
     * @param second which ends now
     * @param missed how many seconds before it were not looked at
     */
    void sample(CallRecorder recorder, Scratch scratch, long second, int missed) {
        scratch.read(recorder, operationId);
        long endedSteps = Ring.COARSE.step(second + 1) - Ring.COARSE.step(second - missed);
        if (fine.isCalled(scratch) || endedSteps > 0 && coarse.isCalled(scratch)) {
            scratch.readDurations(recorder, operationId);
        }
        fine.write(scratch, second, 1 + missed);
        for (int i = 1; i <= missed; i++) {
            fine.copy(second, second - i);
        }
        coarse.mostInFlight = Math.max(coarse.mostInFlight, scratch.now[Totals.IN_FLIGHT]);
        coarseSeconds += 1 + missed;
        if (endedSteps > 0) {
            long ended = Ring.COARSE.step(second + 1) - 1;
            coarse.write(scratch, ended, coarseSeconds);
            coarseSeconds = 0;
            for (int i = 1; i < endedSteps; i++) {
                coarse.copy(ended, ended - i);
            }
        }
    }

    /** NaN where nothing is known. */
    float value(Ring ring, Figure figure, long step) {
        Steps steps = ring == Ring.FINE ? fine : coarse;
        return steps.values[figure.ordinal() * ring.slots() + ring.slot(step)];
    }

    /** Calls in a band in one step; -1 where nothing is known. */
    long band(Ring ring, int band, long step) {
        Steps steps = ring == Ring.FINE ? fine : coarse;
        return Float.isNaN(value(ring, Figure.RATE, step))
                ? -1
                : Bands.count(steps.bands[band * ring.slots() + ring.slot(step)]);
    }

    /** The steps of one length. */
    private static final class Steps {
        private final Ring ring;
        private final float[] values;
        private final byte[] bands;
        private final long[] before = new long[Totals.COUNT];
        private final Durations durations = new Durations();
        private long mostInFlight;

        Steps(Ring ring) {
            this.ring = ring;
            values = new float[Figure.COUNT * ring.slots()];
            bands = new byte[Bands.COUNT * ring.slots()];
            Arrays.fill(values, Float.NaN);
        }

        void begin(Scratch scratch) {
            System.arraycopy(scratch.now, 0, before, 0, before.length);
            durations.advance(scratch.buckets, scratch.counts);
        }

        boolean isCalled(Scratch scratch) {
            return scratch.now[Totals.CALLS] != before[Totals.CALLS];
        }

        void write(Scratch scratch, long step, int seconds) {
            long[] now = scratch.now;
            int slot = ring.slot(step);
            long calls = now[Totals.CALLS] - before[Totals.CALLS];
            Arrays.fill(scratch.bands, 0);
            long total = calls == 0 ? 0 : durations.advance(scratch.buckets, scratch.counts);
            set(Figure.RATE, slot, (float) calls / seconds);
            set(Figure.P50, slot, quantile(scratch, total, 0.50));
            set(Figure.P95, slot, quantile(scratch, total, 0.95));
            set(Figure.P99, slot, quantile(scratch, total, 0.99));
            set(Figure.FAILURES, slot, perSecond(now, Totals.ERRORS, seconds));
            set(Figure.IN_FLIGHT, slot, Math.max(mostInFlight, now[Totals.IN_FLIGHT]));
            set(Figure.FIRST_CHUNK, slot, meanMillis(now, Totals.FIRST_CHUNK_NANOS, Totals.FIRST_CHUNKS));
            set(Figure.CHUNK_GAP, slot, meanMillis(now, Totals.GAP_NANOS, Totals.CHUNKS));
            set(Figure.TOKENS_IN, slot, perSecond(now, Totals.INPUT_TOKENS, seconds));
            set(Figure.TOKENS_OUT, slot, perSecond(now, Totals.OUTPUT_TOKENS, seconds));
            mostInFlight = 0;
            for (int pair = 0; total > 0 && pair < scratch.counts.length; pair++) {
                scratch.bands[Bands.of(Math.min(2 * pair, scratch.buckets.length - 1))] += scratch.counts[pair];
            }
            for (int band = 0; band < Bands.COUNT; band++) {
                bands[band * ring.slots() + slot] = Bands.code(scratch.bands[band]);
            }
            System.arraycopy(now, 0, before, 0, before.length);
        }

        void copy(long fromStep, long toStep) {
            for (int figure = 0; figure < Figure.COUNT; figure++) {
                values[figure * ring.slots() + ring.slot(toStep)] = values[figure * ring.slots() + ring.slot(fromStep)];
            }
            for (int band = 0; band < Bands.COUNT; band++) {
                bands[band * ring.slots() + ring.slot(toStep)] = bands[band * ring.slots() + ring.slot(fromStep)];
            }
        }

        private void set(Figure figure, int slot, float value) {
            values[figure.ordinal() * ring.slots() + slot] = value;
        }

        private static float quantile(Scratch scratch, long total, double share) {
            return total <= 0 ? Float.NaN : Durations.quantileMillis(scratch.counts, total, share);
        }

        private float perSecond(long[] now, int which, int seconds) {
            return (float) (now[which] - before[which]) / seconds;
        }

        private float meanMillis(long[] now, int sum, int count) {
            long counted = now[count] - before[count];
            return counted <= 0 ? Float.NaN : (float) ((now[sum] - before[sum]) / (counted * NANOS_PER_MILLI));
        }
    }
}
