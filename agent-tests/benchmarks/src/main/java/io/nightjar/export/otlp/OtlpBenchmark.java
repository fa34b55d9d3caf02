package io.nightjar.export.otlp;

import com.sun.net.httpserver.HttpServer;
import io.nightjar.benchmark.export.MeasuredAgent;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.GenAi;
import io.nightjar.record.Generation;
import io.nightjar.record.OperationSpec;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.LazyTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A push of 50 operations with two models each, made and sent to a server on loopback. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OtlpBenchmark {
    private static final int OPERATIONS = 50;
    private static final List<String> MODELS = List.of("gpt-5", "gpt-5-mini");

    private HttpServer collector;
    private AlertDispatcher dispatcher;
    private HttpTransport transport;
    private OtlpPush push;

    /** Records a few calls of each operation. */
    @Setup
    public void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        MeasuredAgent agent = MeasuredAgent.of("otlp.endpoint=" + endpoint);
        CallRecorder recorder = agent.recorder();
        GenAiCounts generations = new GenAiCounts(recorder, OtlpPush.unixNanos(Instant.now()));
        recorder.generations(generations);
        dispatcher = agent.dispatcher();
        call(recorder);
        transport = new LazyTransport(agent.config().otlp().http());
        push = new OtlpPush(
                agent.config().otlp(),
                agent.metrics()::read,
                generations,
                transport,
                InstantSource.system(),
                Instant.now());
    }

    private static void call(CallRecorder recorder) {
        OptionalLong none = OptionalLong.empty();
        for (int i = 0; i < OPERATIONS; i++) {
            int id = recorder.operation(
                    new OperationSpec("acme.chat-" + i, "client", none, none, new GenAi("acme", "chat")));
            for (String model : MODELS) {
                CallDetails details = new CallDetails(
                                Map.of("model", model),
                                OptionalLong.of(100),
                                OptionalLong.of(20),
                                OptionalLong.of(5_000_000),
                                OptionalLong.of(9))
                        .with(new Generation(model, model, null));
                long start = recorder.start(id);
                recorder.ended(id, start, start + 7_000_000, null, details);
            }
        }
    }

    @TearDown
    public void stop() {
        transport.shutdown();
        dispatcher.close();
        collector.stop(0);
    }

    /** Makes the request alone. */
    @Benchmark
    public byte[] requestOfFiftyOperations() throws IOException {
        return push.body();
    }

    /** Makes the request, sends it, and waits for the answer. */
    @Benchmark
    public boolean pushOfFiftyOperations() throws IOException, InterruptedException {
        PushAnswer answer = push.send(Duration.ofSeconds(10));
        if (!answer.arrived()) {
            throw new IllegalStateException(answer.text());
        }
        return true;
    }
}
