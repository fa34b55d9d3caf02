package io.nightjar.rule.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.Cases;
import io.nightjar.match.Glob;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.rule.Figure;
import io.nightjar.rule.Selection;
import io.nightjar.rule.Term;
import io.nightjar.rule.TermSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What terms read, against a list of every call. */
class TermReadingsPropertyTest {
    private static final String[] OPERATIONS = {"onnx.run", "onnx.load", "openai.chat", "openai.embed"};
    private static final String[] LAYERS = {"engine", "engine", "client", "client"};
    private static final String[] MODELS = {"gpt-4", "gpt-5", "llama"};
    private static final long SECOND = 1_000_000_000;

    private record Call(String operation, String layer, String model, long seenNanos, long nanos, int outcome, int in) {
        static final int OK = 0;
        static final int FAILED = 1;
        static final int CANCELLED = 2;
    }

    private record Window(Selection selection, long nanos) {}

    @Test
    void shouldReadWhatANaiveListOfCallsSaysWhateverHappens() {
        Cases.check(200, random -> new World(random).run());
    }

    private static final class World {
        private final Random random;
        private final List<Call> calls = new ArrayList<>();
        private final List<Long> ticks = new ArrayList<>();
        private final Map<Window, Long> askedSince = new LinkedHashMap<>();
        private final Map<Window, Map<Figure, TermSource.Reading>> asked = new LinkedHashMap<>();
        private final Map<Window, Past> pasts = new LinkedHashMap<>();
        private final CallRecorder recorder;
        private final TermReadings readings;
        private final int[] running = new int[OPERATIONS.length];
        private final long[] heldSince = new long[OPERATIONS.length];
        private final boolean[] started = new boolean[OPERATIONS.length];
        private final int[] ids = new int[OPERATIONS.length];
        private final DefaultWindows defaults = new Minutes();
        private long longestTick = SECOND;
        private long gapNanos;
        private long now;

        World(Random random) {
            this.random = random;
            now = random.nextLong() >> random.nextInt(2, 16);
            gapNanos = now;
            recorder = CallRecorder.create(() -> now, 2);
            Arrays.fill(ids, -1);
            if (random.nextBoolean()) {
                call(0);
            }
            calls.clear();
            readings = new TermReadings(recorder, new Nothing(), defaults, now);
            ticks.add(now);
            rebind();
        }

        void run() {
            int length = random.nextInt(20, 200);
            for (int i = 0; i < length; i++) {
                int kind = random.nextInt(100);
                boolean gap = kind == 0;
                if (kind == 1) {
                    rebind();
                }
                tick(
                        gap ? random.nextLong(10 * SECOND, 4000 * SECOND) : random.nextLong(SECOND / 5, SECOND * 5 / 4),
                        gap);
                check();
            }
        }

        private void tick(long nanos, boolean gap) {
            if (!gap) {
                longestTick = Math.max(longestTick, nanos);
            }
            long tickNanos = now + nanos;
            now = tickNanos;
            int busy = random.nextInt(3) == 0 ? random.nextInt(30) : 0;
            for (int i = 0; i < busy; i++) {
                call(random.nextInt(OPERATIONS.length));
            }
            if (random.nextInt(10) == 0) {
                hold(random.nextInt(OPERATIONS.length));
            }
            recorder.sample();
            if (gap) {
                gapNanos = now;
                readings.interrupted();
                askedSince.replaceAll((window, since) -> now);
                pasts.values().forEach(past -> past.values.clear());
            }
            readings.refresh(now);
            ticks.add(now);
        }

        private int id(int operation) {
            if (ids[operation] < 0) {
                ids[operation] = recorder.operation(OperationSpec.of(OPERATIONS[operation], LAYERS[operation]));
            }
            return ids[operation];
        }

        /** A call that ends now. */
        private void call(int operation) {
            long nanos = (long) Math.pow(10, 3 + random.nextDouble() * 6.9);
            int outcome = random.nextInt(5) == 0 ? random.nextInt(3) : Call.OK;
            String model = random.nextInt(3) == 0 ? "" : MODELS[random.nextInt(MODELS.length)];
            int in = random.nextInt(1000);
            CallDetails details = new CallDetails(
                    model.isEmpty() ? Map.of() : Map.of("model", model, "tier", "gold"),
                    OptionalLong.of(in),
                    OptionalLong.of(in * 2L),
                    OptionalLong.empty(),
                    OptionalLong.empty());
            int id = id(operation);
            long start = now - nanos;
            recorder.started(id, start);
            if (outcome == Call.CANCELLED) {
                recorder.streamEnded(id, start, start, now, null, true, details);
            } else {
                Throwable thrown = outcome == Call.FAILED ? new IllegalStateException() : null;
                recorder.ended(id, start, now, thrown, details);
            }
            started[operation] = true;
            calls.add(new Call(OPERATIONS[operation], LAYERS[operation], model, now, nanos, outcome, in));
        }

        /** A call begins and goes on, or the one that goes on ends. */
        private void hold(int operation) {
            int id = id(operation);
            if (running[operation] == 0) {
                running[operation] = 1;
                heldSince[operation] = now;
                recorder.started(id, now);
                started[operation] = true;
            } else {
                running[operation] = 0;
                recorder.ended(id, heldSince[operation], now, null);
                long nanos = Math.min(now - heldSince[operation], 3600 * SECOND);
                calls.add(new Call(OPERATIONS[operation], LAYERS[operation], "", now, nanos, Call.OK, 0));
            }
        }

        /** Asks for other windows, some of them the same as before. */
        private void rebind() {
            Map<Window, Long> before = new LinkedHashMap<>(askedSince);
            Map<Window, Past> pastBefore = new LinkedHashMap<>(pasts);
            askedSince.clear();
            asked.clear();
            pasts.clear();
            readings.rebinding(defaults);
            List<Window> chosen = new ArrayList<>();
            for (Window window : before.keySet()) {
                if (random.nextBoolean()) {
                    chosen.add(window);
                }
            }
            while (chosen.size() < 5) {
                chosen.add(new Window(selection(), SECOND * new long[] {5, 10, 60, 300, 3600}[random.nextInt(5)]));
            }
            for (Window window : chosen) {
                Map<Figure, TermSource.Reading> figures = new EnumMap<>(Figure.class);
                for (Figure figure : Figure.values()) {
                    boolean streamed = figure == Figure.FIRST_CHUNK_P95 || figure == Figure.CHUNK_GAP_P95;
                    if (!streamed
                            && (figure.isByLabels()
                                    || window.selection().labels().isEmpty())) {
                        figures.put(figure, readings.reading(term(figure, window)));
                    }
                }
                asked.put(window, figures);
                askedSince.put(window, before.getOrDefault(window, ticks.get(ticks.size() - 1)));
                Past past = pastBefore.getOrDefault(window, new Past(random.nextInt(1, 100) * SECOND));
                past.reading =
                        readings.reading(new Term.Before(Duration.ofNanos(past.agoNanos), term(Figure.CALLS, window)));
                pasts.put(window, past);
            }
            readings.rebound();
        }

        private Term.OfCalls term(Figure figure, Window window) {
            boolean fallsBack = window.nanos() == 60 * SECOND
                    && window.selection().name().toString().length() % 2 == 0;
            return new Term.OfCalls(figure, window.selection(), fallsBack ? null : Duration.ofNanos(window.nanos()));
        }

        private Selection selection() {
            return switch (random.nextInt(6)) {
                case 0 -> new Selection(Selection.Scope.LAYER, new Glob("client"), Map.of());
                case 1 -> new Selection(Selection.Scope.OPERATION, new Glob("onnx.*"), Map.of());
                case 2 ->
                    new Selection(
                            Selection.Scope.OPERATION, new Glob("openai.chat"), Map.of("model", new Glob("gpt-*")));
                case 3 ->
                    new Selection(
                            Selection.Scope.OPERATION,
                            new Glob("*"),
                            Map.of("model", new Glob("*a"), "tier", new Glob("gold")));
                default ->
                    new Selection(
                            Selection.Scope.OPERATION,
                            new Glob(OPERATIONS[random.nextInt(OPERATIONS.length)]),
                            Map.of());
            };
        }

        private void check() {
            asked.forEach((window, figures) -> {
                Map<Figure, Double> values = new EnumMap<>(Figure.class);
                figures.forEach((figure, reading) -> values.put(figure, reading.value()));
                checkRunning(window, values);
                checkWindow(window, values);
                pasts.get(window).check(values.get(Figure.CALLS));
            });
        }

        private void checkRunning(Window window, Map<Figure, Double> values) {
            if (!values.containsKey(Figure.IN_FLIGHT)) {
                return;
            }
            double expected = Double.NaN;
            double oldest = Double.NaN;
            for (int i = 0; i < OPERATIONS.length; i++) {
                if (started[i] && isChosen(window.selection(), OPERATIONS[i], LAYERS[i])) {
                    expected = (Double.isNaN(expected) ? 0 : expected) + running[i];
                    if (running[i] > 0) {
                        double age = (now - heldSince[i]) / 1e6;
                        oldest = Double.isNaN(oldest) ? age : Math.max(oldest, age);
                    }
                }
            }
            assertThat(values.get(Figure.IN_FLIGHT)).isEqualTo(Double.valueOf(expected));
            double read = values.get(Figure.OLDEST);
            if (isYoungForTheReader()) {
                return;
            }
            if (oldest > 600) {
                assertThat(read).isBetween(oldest * 0.75 - 300, oldest + 1);
            } else if (Double.isNaN(oldest)) {
                assertThat(read).isNaN();
            }
        }

        /** A reader that was away for long takes a call for younger than it is. */
        private boolean isYoungForTheReader() {
            for (int i = 0; i < OPERATIONS.length; i++) {
                if (running[i] > 0 && gapNanos - heldSince[i] >= 0) {
                    return true;
                }
            }
            return false;
        }

        /** The window begins at a tick near to where it should: all of its figures agree with what came after one of those. */
        private void checkWindow(Window window, Map<Figure, Double> values) {
            long half = Math.max(window.nanos() / 60 * 11 / 10, longestTick) / 2 + 1;
            long since = askedSince.get(window);
            List<String> refused = new ArrayList<>();
            for (long tick : ticks) {
                long from = tick - since < 0 ? since : tick;
                long off = tick - (now - window.nanos());
                boolean young = since - (now - window.nanos()) > -half;
                if (Math.abs(off) <= half || young && from == since) {
                    String wrong = wrong(window, values, from);
                    if (wrong.isEmpty()) {
                        return;
                    }
                    refused.add("from " + (now - from) / 1e9 + " s ago: " + wrong);
                }
            }
            assertThat(refused).as("%s %s", window, values).isEmpty();
            throw new AssertionError("no tick is near the beginning of " + window);
        }

        private String wrong(Window window, Map<Figure, Double> values, long from) {
            boolean seen = false;
            List<Call> within = new ArrayList<>();
            for (Call call : calls) {
                if (isChosen(window.selection(), call)) {
                    if (call.seenNanos() - from > 0) {
                        within.add(call);
                    }
                }
            }
            for (int i = 0; i < OPERATIONS.length; i++) {
                seen |= window.selection().labels().isEmpty()
                        && started[i]
                        && isChosen(window.selection(), OPERATIONS[i], LAYERS[i]);
            }
            for (var set : recorder.labelSets()) {
                seen |= !window.selection().labels().isEmpty()
                        && window.selection().name().matches(set.operation())
                        && window.selection().labels().entrySet().stream()
                                .allMatch(label -> set.labels().containsKey(label.getKey())
                                        && label.getValue().matches(set.labels().get(label.getKey())));
            }
            if (!seen) {
                return values.values().stream().allMatch(value -> value.isNaN()) ? "" : "not seen, but read";
            }
            long completed =
                    within.stream().filter(c -> c.outcome() != Call.CANCELLED).count();
            long failed =
                    within.stream().filter(c -> c.outcome() == Call.FAILED).count();
            long in = within.stream().mapToLong(Call::in).sum();
            double mean = within.stream()
                    .filter(c -> c.outcome() != Call.CANCELLED)
                    .mapToLong(Call::nanos)
                    .average()
                    .orElse(Double.NaN);
            long[] sorted = within.stream()
                    .filter(c -> c.outcome() != Call.CANCELLED)
                    .mapToLong(Call::nanos)
                    .sorted()
                    .toArray();
            String wrong = differs("calls", values.get(Figure.CALLS), completed, 0)
                    + differs("errors", values.get(Figure.ERRORS), failed, 0)
                    + differs("tokens in", values.get(Figure.TOKENS_IN), in, 0)
                    + differs("tokens out", values.get(Figure.TOKENS_OUT), in * 2, 0)
                    + differs(
                            "error rate",
                            values.get(Figure.ERROR_RATE),
                            completed == 0 ? Double.NaN : (double) failed / completed,
                            1e-9)
                    + differs("mean", values.get(Figure.MEAN), mean / 1e6, 1.0 / 32);
            double rate = values.get(Figure.RATE);
            long covered = Math.min(now - askedSince.get(window), window.nanos());
            if (covered > 0) {
                long slack = Math.max(window.nanos() / 50, longestTick);
                if (rate < completed * 1e9 / (covered + slack) - 1e-9
                        || covered > slack && rate > completed * 1e9 / (covered - slack) + 1e-9) {
                    wrong += " rate " + rate + " of " + completed;
                }
            } else if (!Double.isNaN(rate)) {
                wrong += " rate of no time";
            }
            if (window.selection().labels().isEmpty()) {
                wrong += quantile(values, Figure.P50, sorted, 0.5)
                        + quantile(values, Figure.P90, sorted, 0.9)
                        + quantile(values, Figure.P95, sorted, 0.95)
                        + quantile(values, Figure.P99, sorted, 0.99)
                        + quantile(values, Figure.MAX, sorted, 1);
            }
            return wrong;
        }

        private static String quantile(Map<Figure, Double> values, Figure figure, long[] sorted, double share) {
            double expected = sorted.length == 0
                    ? Double.NaN
                    : sorted[(int) Math.max(1, (long) Math.ceil(share * sorted.length)) - 1] / 1e6;
            return differs(figure.text(), values.get(figure), expected, 1.0 / 32);
        }

        private static String differs(String what, double value, double expected, double share) {
            boolean same = Double.isNaN(expected)
                    ? Double.isNaN(value)
                    : Math.abs(value - expected) <= share * Math.abs(expected);
            return same ? "" : " " + what + " " + value + " instead of " + expected;
        }

        private static boolean isChosen(Selection selection, String operation, String layer) {
            return selection.name().matches(selection.scope() == Selection.Scope.LAYER ? layer : operation);
        }

        private static boolean isChosen(Selection selection, Call call) {
            return isChosen(selection, call.operation(), call.layer())
                    && (selection.labels().isEmpty()
                            || !call.model().isEmpty()
                                    && selection.labels().get("model").matches(call.model()));
        }

        /** What a term was, and when: one of the values of about that time. */
        private final class Past {
            final long agoNanos;
            final Map<Long, Double> values = new LinkedHashMap<>();
            TermSource.Reading reading = () -> Double.NaN;

            Past(long agoNanos) {
                this.agoNanos = agoNanos;
            }

            void check(double value) {
                values.put(now, value);
                long then = now - agoNanos;
                long near = Math.max(SECOND, agoNanos / 60) + longestTick;
                boolean reachesBack = values.keySet().iterator().next() - then <= 0;
                double read = reading.value();
                if (!reachesBack) {
                    assertThat(read).isNaN();
                    return;
                }
                List<Double> possible = new ArrayList<>();
                values.forEach((at, was) -> {
                    if (Math.abs(at - then) <= near) {
                        possible.add(was);
                    }
                });
                assertThat(possible).as("%s s ago", agoNanos / 1e9).contains(read);
            }
        }
    }

    @Test
    void shouldTakeChunksByTheirLengthOnceTheyAreAskedFor() {
        long[] now = {0};
        CallRecorder recorder = CallRecorder.create(() -> now[0], 2);
        TermReadings readings = new TermReadings(recorder, new Nothing(), new Minutes(), now[0]);
        Selection chat = new Selection(Selection.Scope.OPERATION, new Glob("chat"), Map.of());
        TermSource.Reading first = readings.reading(new Term.OfCalls(Figure.FIRST_CHUNK_P95, chat, null));
        TermSource.Reading gap = readings.reading(new Term.OfCalls(Figure.CHUNK_GAP_P95, chat, null));
        int id = recorder.operation(OperationSpec.of("chat", "client"));
        for (int tick = 0; tick < 90; tick++) {
            long start = now[0] + 1;
            long gapNanos = tick < 10 ? 10_000_000 : 40_000_000;
            recorder.started(id, start);
            recorder.chunk(id, start, start + 3 * gapNanos);
            recorder.chunk(id, start + 3 * gapNanos, start + 4 * gapNanos);
            recorder.streamEnded(id, start, start + 4 * gapNanos, start + 4 * gapNanos, null, false, 3 * gapNanos, 2);
            now[0] += SECOND;
            recorder.sample();
            readings.refresh(now[0]);
            if (tick == 9) {
                assertThat(first.value()).isCloseTo(30, within(1.0));
                assertThat(gap.value()).isCloseTo(30, within(1.0));
            }
        }
        assertThat(first.value()).isCloseTo(120, within(4.0));
        assertThat(gap.value()).isCloseTo(120, within(4.0));
    }

    private static final class Minutes implements DefaultWindows {
        @Override
        public Duration ofOperation(String operation) {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration ofSeveral() {
            return Duration.ofMinutes(1);
        }
    }

    private static final class Nothing implements MachineFigures {
        @Override
        public double memoryPercent(String kind) {
            return Double.NaN;
        }

        @Override
        public double cpuPercent() {
            return Double.NaN;
        }

        @Override
        public double gpuUtilizationPercent() {
            return Double.NaN;
        }

        @Override
        public double pauseMillisBetween(long startNanos, long endNanos) {
            return Double.NaN;
        }
    }
}
