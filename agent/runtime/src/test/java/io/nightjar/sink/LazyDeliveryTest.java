package io.nightjar.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.Proxies;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyDeliveryTest {
    private static final String MARK = "RAISING NOW";

    @TempDir
    Path temporary;

    /** Configures a webhook, raises nothing, raises one alert, waits for it, and names its threads. */
    static final class OneAlert {
        private OneAlert() {}

        public static void main(String[] arguments) {
            URI url = URI.create("http://127.0.0.1:" + arguments[0] + "/hook");
            AlertDispatcher dispatcher = AlertDispatcher.create(
                    Settings.delivery(
                            new Http(null, Proxies.NONE), null, Settings.webhook(url), Settings.alertmanager(url)),
                    new AgentLog(AgentLog.Level.INFO, AgentLog.Format.TEXT),
                    NanoClock.SYSTEM,
                    InstantSource.system());
            System.out.println("threads " + threads());
            System.out.println(MARK);
            Notices.notify(dispatcher, Alerts.firing("a", "f"));
            while (dispatcher.counters().get(1).sent() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            System.out.println("threads then " + threads());
            dispatcher.close();
        }

        private static TreeSet<String> threads() {
            TreeSet<String> names = new TreeSet<>();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("nightjar") || thread.getName().startsWith("HttpClient")) {
                    names.add(thread.getName() + (thread.isDaemon() ? "" : " NOT DAEMON"));
                }
            }
            return names;
        }
    }

    @Test
    void shouldLoadNothingOfHttpAndStartNoThreadBeforeTheFirstAlert() throws IOException {
        List<String> output = run("-Xlog:class+load");

        List<String> before = output.subList(0, output.indexOf(MARK));
        assertThat(before).contains("threads []");
        assertThat(before)
                .noneMatch(line -> line.contains("java.net.http.")
                        || line.contains("javax.net.ssl.")
                        || line.contains("HttpURLConnection")
                        || line.contains("com.fasterxml")
                        || line.contains("javax.crypto.Mac"));
        assertThat(before)
                .as("of the protocols those that are configured")
                .anyMatch(line -> line.contains("WebhookProtocol"))
                .noneMatch(line -> line.contains("PagerDutyProtocol")
                        || line.contains("OpsgenieProtocol")
                        || line.contains("SlackProtocol"));
        assertThat(output).anyMatch(line -> line.contains("java.net.http.HttpClient"));
        assertThat(output)
                .anyMatch(line -> line.startsWith("threads then")
                        && line.contains("nightjar-webhook")
                        && !line.contains("NOT DAEMON")
                        && !line.contains("nightjar-alertmanager"));
    }

    @Test
    void shouldDeliverWithoutTheModuleOfTheHttpClient() throws IOException {
        List<String> output = run("-Xlog:class+load", "--limit-modules", "java.base");

        assertThat(output)
                .anyMatch(line -> line.contains("HttpURLConnection"))
                .noneMatch(line -> line.contains("java.net.http."));
    }

    private List<String> run(String... options) throws IOException {
        Path output = temporary.resolve("output");
        try (ScriptedReceiver receiver = new ScriptedReceiver()) {
            List<String> command = new ArrayList<>(List.of(options));
            command.addAll(List.of(OneAlert.class.getName(), Integer.toString(receiver.port())));
            try (ForkedJvm jvm = ForkedJvm.start(output, List.of(), command)) {
                assertThat(jvm.awaitExit()).as(output.toString()).isZero();
            }
            assertThat(receiver.ids().get(0)).isEqualTo("a");
        }
        return Files.readAllLines(output);
    }
}
