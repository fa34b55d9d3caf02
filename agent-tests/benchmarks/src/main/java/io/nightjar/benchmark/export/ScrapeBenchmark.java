package io.nightjar.benchmark.export;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nightjar.export.metric.Bounds;
import io.nightjar.export.prometheus.PrometheusText;
import io.nightjar.export.prometheus.TextFormat;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A scrape of 200 operations with 10 models each, beside the same series in the registries of Prometheus' client and of
 * Micrometer. Between two scrapes each operation is called with one of its models.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScrapeBenchmark {
    private static final int OPERATIONS = 200;
    private static final int MODELS = 10;
    private static final String LAYER = "client";
    private static final List<String> OUTCOMES = List.of("ok", "failed", "cancelled");
    private static final List<String> DIRECTIONS = List.of("input", "output");
    private static final Map<String, String> CONSTANT = Map.of("service", "shop");

    private final CountedBytes out = new CountedBytes();
    private final List<Runnable> calls = new ArrayList<>();
    private Scraped scraped = () -> {};
    private AutoCloseable closed = () -> {};
    private int model;

    /** One of the three alone is there in each run. */
    private interface Scraped {
        void scrape() throws IOException;
    }

    /** Fills the registry that is measured. */
    @Setup
    public void start(BenchmarkParams measured) {
        String name = measured.getBenchmark();
        if (name.endsWith(".nightjarScrape")) {
            startNightjar();
        } else if (name.endsWith(".prometheusClientScrape")) {
            startClient();
        } else {
            startMicrometer();
        }
    }

    @Setup(Level.Invocation)
    public void call() {
        model = (model + 1) % MODELS;
        for (int operation = 0; operation < OPERATIONS && !calls.isEmpty(); operation++) {
            calls.get(operation * MODELS + model).run();
        }
    }

    @TearDown
    public void stop() throws Exception {
        if (out.count == 0) {
            throw new IllegalStateException("nothing was written");
        }
        closed.close();
    }

    @Benchmark
    public long nightjarScrape() throws IOException {
        return scrape();
    }

    @Benchmark
    public long prometheusClientScrape() throws IOException {
        return scrape();
    }

    @Benchmark
    public long micrometerScrape() throws IOException {
        return scrape();
    }

    private long scrape() throws IOException {
        scraped.scrape();
        return out.count;
    }

    private static String operation(int number) {
        return "langchain4j.chat-" + number;
    }

    private static String model(int number) {
        return "gpt-4o-mini-" + number;
    }

    private void startNightjar() {
        MeasuredAgent agent = MeasuredAgent.of("watch=com.acme.Engine#infer");
        CallRecorder recorder = agent.recorder();
        PrometheusText text = new PrometheusText(agent.metrics()::read);
        for (int i = 0; i < OPERATIONS; i++) {
            int id = recorder.operation(OperationSpec.of(operation(i), LAYER));
            for (int j = 0; j < MODELS; j++) {
                CallDetails details = new CallDetails(
                        Map.of("model", model(j)),
                        OptionalLong.of(100),
                        OptionalLong.of(20),
                        OptionalLong.empty(),
                        OptionalLong.empty());
                calls.add(() -> {
                    long start = recorder.start(id);
                    recorder.ended(id, start, start + 7_000_000, null, details);
                });
            }
        }
        calls.forEach(Runnable::run);
        scraped = () -> text.write(TextFormat.PROMETHEUS, CONSTANT, out);
        closed = agent.dispatcher();
    }

    private void startClient() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Labels constant = Labels.of("service", "shop");
        Counter ended = Counter.builder()
                .name("nightjar_calls")
                .help("Calls that ended.")
                .labelNames("operation", "layer", "model", "outcome")
                .constLabels(constant)
                .register(registry);
        Histogram durations = Histogram.builder()
                .name("nightjar_call_duration_seconds")
                .help("How long completed calls took.")
                .labelNames("operation", "layer")
                .constLabels(constant)
                .classicOnly()
                .classicUpperBounds(
                        Bounds.SECONDS.stream().mapToDouble(Double::doubleValue).toArray())
                .register(registry);
        Gauge running = gauge("nightjar_calls_in_flight", constant, registry);
        Gauge oldest = gauge("nightjar_oldest_call_seconds", constant, registry);
        Counter tokens = Counter.builder()
                .name("nightjar_tokens")
                .help("Tokens that calls reported.")
                .labelNames("operation", "model", "direction")
                .constLabels(constant)
                .register(registry);
        for (int i = 0; i < OPERATIONS; i++) {
            running.labelValues(operation(i), LAYER).set(0);
            oldest.labelValues(operation(i), LAYER).set(0);
            for (int j = 0; j < MODELS; j++) {
                String[] names = {operation(i), model(j)};
                for (String outcome : OUTCOMES) {
                    ended.labelValues(names[0], LAYER, names[1], outcome);
                }
                calls.add(() -> {
                    ended.labelValues(names[0], LAYER, names[1], OUTCOMES.get(0))
                            .inc();
                    durations.labelValues(names[0], LAYER).observe(0.007);
                    tokens.labelValues(names[0], names[1], DIRECTIONS.get(0)).inc(100);
                    tokens.labelValues(names[0], names[1], DIRECTIONS.get(1)).inc(20);
                });
            }
        }
        calls.forEach(Runnable::run);
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.builder().build();
        scraped = () -> writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    }

    private static Gauge gauge(String name, Labels constant, PrometheusRegistry registry) {
        return Gauge.builder()
                .name(name)
                .help("Now.")
                .labelNames("operation", "layer")
                .constLabels(constant)
                .register(registry);
    }

    private void startMicrometer() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags("service", "shop");
        Duration[] bounds = Bounds.SECONDS.stream()
                .map(seconds -> Duration.ofNanos((long) (seconds * 1e9)))
                .toArray(Duration[]::new);
        for (int i = 0; i < OPERATIONS; i++) {
            String name = operation(i);
            Timer durations = Timer.builder("nightjar.call.duration")
                    .tags("operation", name, "layer", LAYER)
                    .serviceLevelObjectives(bounds)
                    .register(registry);
            for (String gauge : List.of("nightjar.calls.in.flight", "nightjar.oldest.call")) {
                io.micrometer.core.instrument.Gauge.builder(gauge, new AtomicLong(), AtomicLong::get)
                        .strongReference(true)
                        .tags("operation", name, "layer", LAYER)
                        .register(registry);
            }
            for (int j = 0; j < MODELS; j++) {
                String model = model(j);
                List<io.micrometer.core.instrument.Counter> ended = new ArrayList<>();
                List<io.micrometer.core.instrument.Counter> tokens = new ArrayList<>();
                for (String outcome : OUTCOMES) {
                    ended.add(registry.counter(
                            "nightjar.calls", "operation", name, "layer", LAYER, "model", model, "outcome", outcome));
                }
                for (String direction : DIRECTIONS) {
                    tokens.add(registry.counter(
                            "nightjar.tokens", "operation", name, "model", model, "direction", direction));
                }
                calls.add(() -> {
                    ended.get(0).increment();
                    durations.record(7, TimeUnit.MILLISECONDS);
                    tokens.get(0).increment(100);
                    tokens.get(1).increment(20);
                });
            }
        }
        calls.forEach(Runnable::run);
        scraped = () -> registry.scrape(out);
        closed = registry::close;
    }

    /** Takes bytes and counts them. */
    private static final class CountedBytes extends OutputStream {
        long count;

        @Override
        public void write(int one) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            count += length;
        }
    }
}
