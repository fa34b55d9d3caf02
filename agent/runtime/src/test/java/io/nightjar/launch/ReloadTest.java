package io.nightjar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.ConfigWatcher;
import io.nightjar.config.NightjarConfig;
import io.nightjar.observe.WovenRecorder;
import io.nightjar.sample.SpyLog;
import io.nightjar.weave.Weaver;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private final SpyLog log = new SpyLog();
    private final List<String> followed = new ArrayList<>();
    private Path file;
    private Reload reload;
    private long nowNanos = -50 * SECOND;
    private int failures;

    @BeforeEach
    void load() throws IOException {
        file = Files.writeString(directory.resolve("nightjar.properties"), "latency.threshold=1s\n");
        ConfigLoader loader = ConfigLoader.of(file.toString(), Map.of(), Map.of(), directory);
        NightjarConfig config = ((ConfigResult.Valid) loader.load()).config();
        Instrumentation none = (Instrumentation) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> null);
        reload = new Reload(
                ConfigWatcher.of(loader, nowNanos),
                List.of(part("first", config), part("second", config)),
                Weaver.create(config.watch(), new WovenRecorder(() -> nowNanos), log.log(), none),
                log.log(),
                () -> nowNanos);
    }

    @Test
    void shouldFollowInOrderAndSayItOnceWhenTheFileHasChanged() throws IOException {
        run(10);
        assertThat(followed).isEmpty();

        Files.writeString(file, "latency.threshold=2s\n");
        run(10);

        assertThat(followed).containsExactly("first", "second");
        assertThat(log.lines())
                .filteredOn(line -> line.contains("configuration read again: watches"))
                .hasSize(1);
        assertThat(problems()).isEmpty();
    }

    @Test
    void shouldChangeNothingAndSayTheProblemsWhenTheChangedFileIsInvalid() throws IOException {
        Files.writeString(file, "latency.threshold=soon\n");

        run(10);

        assertThat(followed).isEmpty();
        assertThat(String.join("\n", log.lines()))
                .contains("the changed configuration is invalid, the running one stays:", "latency.threshold = soon");
    }

    @Test
    void shouldHoldNoPartUpAndTryAgainWhenOnePartFails() throws IOException {
        failures = 2;
        Files.writeString(file, "latency.threshold=2s\n");

        run(5);
        assertThat(followed).containsExactly("second");
        assertThat(problems())
                .containsExactly("the changed configuration is not followed yet: first failed and is tried again");
        assertThat(log.lines()).noneMatch(line -> line.contains("read again"));
        run(10);

        assertThat(followed).containsExactly("second", "first");
        assertThat(problems()).isEmpty();
        assertThat(log.lines()).filteredOn(line -> line.contains("read again")).hasSize(1);
        assertThat(log.failures()).containsOnlyKeys("launch.reload.first").containsEntry("launch.reload.first", 2L);
    }

    @Test
    void shouldTryAFailedPartAtOnceWhenTheFileChangesAgain() throws IOException {
        failures = 12;
        Files.writeString(file, "latency.threshold=2s\n");
        run(40);
        long before = log.failures().get("launch.reload.first");

        Files.writeString(file, "latency.threshold=3s\n");
        run(5);

        assertThat(log.failures().get("launch.reload.first")).isGreaterThan(before);
    }

    private void run(int seconds) {
        for (int second = 0; second < seconds; second++) {
            nowNanos += SECOND;
            reload.run();
        }
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        reload.addTo(problems);
        return problems;
    }

    private FollowingPart part(String name, NightjarConfig current) {
        return new FollowingPart(name, current, new FollowingPart.Step() {
            @Override
            public Object settings(NightjarConfig config) {
                return config.detection().layerThroughput().latencyThresholdMillis();
            }

            @Override
            public void follow(NightjarConfig next) {
                if (name.equals("first") && failures-- > 0) {
                    throw new IllegalStateException("not now");
                }
                followed.add(name);
            }
        });
    }
}
