package io.nightjar.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a JVM of its own, whose names of hosts lead to loopback: which way an alert really goes. */
@Tag("slow")
class NamedHostDeliveryTest {
    @TempDir
    Path temporary;

    /** Sends one alert as a configuration says, the JVM's properties included. */
    static final class OneAlert {
        private OneAlert() {}

        public static void main(String[] arguments) {
            Map<String, String> properties = new HashMap<>();
            System.getProperties()
                    .stringPropertyNames()
                    .forEach(name -> properties.put(name, System.getProperty(name)));
            ConfigResult result = ConfigLoader.of(arguments[0], properties, Map.of(), Path.of(""))
                    .load();
            AlertDispatcher dispatcher = AlertDispatcher.create(
                    ((ConfigResult.Valid) result).config().delivery(),
                    new AgentLog(AgentLog.Level.INFO, AgentLog.Format.TEXT),
                    NanoClock.SYSTEM,
                    InstantSource.system());
            Notices.notify(dispatcher, Alerts.firing("a", "f"));
            long end = System.nanoTime() + 20_000_000_000L;
            while (dispatcher.counters().get(1).sent() == 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            dispatcher.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alert_hook | |",
                "alert_hook | -Dhttp.proxyHost=127.0.0.1 | http.no-proxy=alert_hook",
                "alert_hook | -Dhttp.proxyHost=127.0.0.1 -Dhttp.nonProxyHosts=alert* |",
                "127.0.0.1 | -Dhttp.proxyHost=127.0.0.1 |",
                "127.0.0.1 | | http.proxy=http://127.0.0.1:PROXY",
                "in.acme.test | | http.proxy=http://127.0.0.1:PROXY;http.no-proxy=acme.test",
            })
    void shouldReachTheHostDirectlyWhenNoProxyIsMeantForIt(String way) throws IOException {
        assertThat(sent(way)).as("directly, by the proxy").containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in.acme.test | -Dhttp.proxyHost=127.0.0.1 |",
                "in.acme.test | | http.proxy=http://127.0.0.1:PROXY",
                "in.acme.test | | http.proxy=http://127.0.0.1:PROXY;http.no-proxy=other.test",
                "alert_hook | -Dhttp.proxyHost=127.0.0.1 |",
            })
    void shouldGoByTheProxyWhenTheHostIsNotExcepted(String way) throws IOException {
        assertThat(sent(way)).as("directly, by the proxy").containsExactly(false, true);
    }

    /** Whether anything came directly, and by the proxy: the alert, and perhaps its end as the process exits. */
    private List<Boolean> sent(String way) throws IOException {
        String[] parts = way.split("\\|", -1);
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.1 alert_hook\n127.0.0.1 in.acme.test\n");
        try (CountingReceiver receiver = new CountingReceiver(() -> 200);
                CountingReceiver proxy = new CountingReceiver(() -> 200)) {
            String proxyPort = Integer.toString(proxy.url().getPort());
            List<String> command =
                    new ArrayList<>(List.of("-Djdk.net.hosts.file=" + hosts, "-Dhttp.proxyPort=" + proxyPort));
            for (String option : parts[1].strip().split(" ")) {
                command.add(option.isEmpty() ? "-Da=b" : option);
            }
            command.add(OneAlert.class.getName());
            command.add("alerts.to=webhook;webhook.url=http://" + parts[0].strip() + ':'
                    + receiver.url().getPort() + "/in;" + parts[2].strip().replace("PROXY", proxyPort));
            try (ForkedJvm jvm = ForkedJvm.start(temporary.resolve("output"), List.of(), command)) {
                assertThat(jvm.awaitExit()).isZero();
            }
            return List.of(receiver.answered(200) > 0, proxy.answered(200) > 0);
        }
    }
}
