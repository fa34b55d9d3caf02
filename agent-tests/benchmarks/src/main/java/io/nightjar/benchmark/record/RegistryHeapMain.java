package io.nightjar.benchmark.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.time.NanoClock;
import java.lang.ref.Reference;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The heap that a thousand operations and ten thousand sets of labels take, each called, in the agent's recorder and in registries
 * of Micrometer: a timer with a histogram for each operation, and a timer without one and two counters of tokens for each set. Prints a
 * table as Markdown. One argument: how many threads call every operation and stay.
 */
final class RegistryHeapMain {
    private static final int OPERATIONS = CallRecorder.MAX_OPERATIONS;
    private static final int SETS_OF_EACH = CallRecorder.MAX_LABEL_SETS / OPERATIONS;
    private static final int CALLS = 20;
    private static final int SAMPLES = 3;
    private static final int COLLECTIONS = 4;
    private static final long SHORTEST_NANOS = 1_000_000;
    private static final long TOKENS = 100;

    /** What is measured: it is given one call of a set of labels of an operation. */
    private interface Recorder {
        void call(int operation, int set, long nanos);

        /** All calls were made. */
        void settle();
    }

    private RegistryHeapMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        int threads = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        System.out.println("| recorder | threads | 1,000 operations, MB | and 10,000 sets of labels, MB |");
        System.out.println("|---|---|---|---|");
        for (int i = 0; i < 2; i++) { // classes and code are there at the second
            boolean shown = i == 1;
            measure("Nightjar", Nightjar::new, threads, shown);
            measure(
                    "Micrometer, SimpleMeterRegistry, three percentiles",
                    () -> new Registry(new SimpleMeterRegistry(), false),
                    threads,
                    shown);
            measure(
                    "Micrometer, PrometheusMeterRegistry, histogram",
                    () -> new Registry(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), true),
                    threads,
                    shown);
        }
    }

    private static void measure(String name, Supplier<Recorder> maker, int threads, boolean shown)
            throws InterruptedException {
        long before = bytesInUse();
        Recorder recorder = maker.get();
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        call(recorder, threads, 0, callers);
        long operations = bytesInUse() - before;
        call(recorder, threads, SETS_OF_EACH, callers);
        long all = bytesInUse() - before;
        if (shown) {
            System.out.printf(Locale.ROOT, "| %s | %d | %.2f | %.2f |%n", name, threads, operations / 1e6, all / 1e6);
        }
        Reference.reachabilityFence(recorder);
        callers.shutdown();
        callers.awaitTermination(1, TimeUnit.MINUTES);
    }

    /** Each of the threads calls everything, the same ones each time: what they own is kept. */
    private static void call(Recorder recorder, int threads, int sets, ExecutorService callers)
            throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(threads);
        CountDownLatch called = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            callers.execute(() -> {
                begun.countDown();
                try {
                    begun.await(); // so that no thread does the work of another
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                callAll(recorder, sets);
                called.countDown();
            });
        }
        called.await();
        recorder.settle();
    }

    private static void callAll(Recorder recorder, int sets) {
        for (int operation = 0; operation < OPERATIONS; operation++) {
            for (int i = 0; i < CALLS; i++) {
                recorder.call(operation, sets == 0 ? -1 : i % sets, SHORTEST_NANOS << i % 10);
            }
        }
    }

    private static long bytesInUse() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static final class Nightjar implements Recorder {
        private final CallRecorder recorder = CallRecorder.create(NanoClock.SYSTEM);
        private final int[] ids = new int[OPERATIONS];

        Nightjar() {
            for (int i = 0; i < OPERATIONS; i++) {
                ids[i] = recorder.operation(OperationSpec.of("Engine.infer" + i, "engine"));
            }
        }

        @Override
        public void call(int operation, int set, long nanos) {
            int id = ids[operation];
            long startNanos = System.nanoTime();
            recorder.started(id, startNanos);
            if (set < 0) {
                recorder.ended(id, startNanos, startNanos + nanos, null);
                return;
            }
            CallDetails details = new CallDetails(
                    Map.of("model", "model-" + set),
                    OptionalLong.of(TOKENS),
                    OptionalLong.of(TOKENS),
                    OptionalLong.empty(),
                    OptionalLong.empty());
            recorder.ended(id, startNanos, startNanos + nanos, null, details);
        }

        @Override
        public void settle() {
            for (int i = 0; i < SAMPLES; i++) {
                recorder.sample();
            }
        }
    }

    private static final class Registry implements Recorder {
        private final MeterRegistry registry;
        private final Timer[] timers = new Timer[OPERATIONS];

        Registry(MeterRegistry registry, boolean histogram) {
            this.registry = registry;
            for (int i = 0; i < OPERATIONS; i++) {
                Timer.Builder timer = Timer.builder("engine.infer" + i);
                timers[i] = (histogram ? timer.publishPercentileHistogram() : timer.publishPercentiles(0.5, 0.95, 0.99))
                        .register(registry);
            }
        }

        @Override
        public void call(int operation, int set, long nanos) {
            timers[operation].record(nanos, TimeUnit.NANOSECONDS);
            if (set >= 0) {
                String model = "model-" + set;
                String name = "engine.infer" + operation;
                registry.timer(name + ".model", "model", model).record(nanos, TimeUnit.NANOSECONDS);
                counter(name, model, "input").increment(TOKENS);
                counter(name, model, "output").increment(TOKENS);
            }
        }

        private Counter counter(String name, String model, String type) {
            return registry.counter(name + ".tokens", "model", model, "type", type);
        }

        @Override
        public void settle() {
            // nothing waits
        }
    }
}
