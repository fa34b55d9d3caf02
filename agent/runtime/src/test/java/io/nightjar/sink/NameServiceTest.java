package io.nightjar.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.ScriptedReceiver.Received;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that nobody knows, and a name service that does not answer. */
class NameServiceTest {
    private static final int ALERTS = 20;
    private static final String ALL_MODULES = "all modules";
    private static final Path MKFIFO = Path.of("/usr/bin/mkfifo");

    @TempDir
    Path temporary;

    /**
     * Raises alerts for two destinations, of which one has a host that must be looked up, and ends once both have them all
     * or, told so, once the other has. Arguments: port, {@code both} or {@code one}.
     */
    static final class TwoDestinations {
        private TwoDestinations() {}

        public static void main(String[] arguments) {
            URI named = URI.create("http://alerts.example:" + arguments[0] + "/named/hush");
            URI address = URI.create("http://127.0.0.1:" + arguments[0] + "/address");
            AlertDispatcher dispatcher = AlertDispatcher.create(
                    Settings.delivery(Settings.NO_HTTP, null, Settings.webhook(named), new Slack(address)),
                    new AgentLog(AgentLog.Level.INFO, AgentLog.Format.TEXT),
                    NanoClock.SYSTEM,
                    InstantSource.system());
            dispatcher.start();
            for (int i = 0; i < ALERTS; i++) {
                Notices.notify(dispatcher, Alerts.firing("id" + i, "f" + i));
            }
            int destination = arguments[1].equals("both") ? 1 : 2;
            while (dispatcher.counters().get(destination).sent() < ALERTS) {
                LockSupport.parkNanos(1_000_000);
            }
            System.out.println("waiting " + dispatcher.counters().get(1).pending());
            dispatcher.close();
        }
    }

    /** Both ways of carrying HTTP: without the other modules there is no {@code java.net.http}. */
    @ParameterizedTest
    @ValueSource(strings = {ALL_MODULES, "java.base"})
    void shouldHoldOnlyTheDestinationWhoseHostIsLookedUpWhenTheNameServiceBlocks(String modules) throws Exception {
        Path hosts = blockedNameService();
        Path output = temporary.resolve("output");
        try (ScriptedReceiver receiver = new ScriptedReceiver();
                ForkedJvm jvm = start(output, hosts, modules, receiver, "both")) {
            receiver.awaitRequests(ALERTS);
            assertThat(receiver.received()).extracting(Received::target).containsOnly("/address");

            Files.writeString(hosts, "127.0.0.1 alerts.example\n");
            receiver.awaitRequests(2 * ALERTS);

            assertThat(jvm.awaitExit()).as(Files.readString(output)).isZero();
            assertThat(receiver.received().subList(ALERTS, 2 * ALERTS))
                    .extracting(Received::target)
                    .containsOnly("/named/hush");
        }
        assertThat(Files.readString(output)).contains("waiting 0").doesNotContain("no such host");
    }

    @Test
    void shouldEndWithTheApplicationThoughTheNameServiceNeverAnswers() throws Exception {
        Path hosts = blockedNameService();
        Path output = temporary.resolve("output");
        try (ScriptedReceiver receiver = new ScriptedReceiver();
                ForkedJvm jvm = start(output, hosts, ALL_MODULES, receiver, "one")) {
            assertThat(jvm.awaitExit()).as(Files.readString(output)).isZero();
            assertThat(receiver.received()).extracting(Received::target).containsOnly("/address");
        }
        assertThat(Files.readString(output))
                .contains("waiting " + ALERTS)
                .contains("webhook http://alerts.example:")
                .contains(2 * ALERTS + " alerts not delivered at shutdown")
                .doesNotContain("hush");
    }

    @Test
    void shouldSayAtTheStartWhichHostsNobodyKnows() {
        LogLines lines = new LogLines();
        DeliverySettings settings = Settings.delivery(
                Settings.NO_HTTP,
                null,
                Settings.webhook(URI.create("https://no-such-host.invalid/hush")),
                Settings.alertmanager(
                        URI.create("http://nor-this1.invalid:9093"),
                        URI.create("http://127.0.0.1:9"),
                        URI.create("http://[::1]:9")));

        try (AlertDispatcher dispatcher =
                AlertDispatcher.create(settings, lines.log, NanoClock.SYSTEM, InstantSource.system())) {
            dispatcher.start();
            ScriptedReceiver.await(() -> lines.text().lines().count() == 2, lines::text);
        }

        assertThat(lines.text().lines().toList().get(0))
                .contains("WARN")
                .endsWith(
                        "destination webhook https://no-such-host.invalid has no such host: its alerts wait until there is one");
        assertThat(lines.text().lines().toList().get(1))
                .contains("destination alertmanager http://nor-this1.invalid:9093 has");
        assertThat(lines.text()).doesNotContain("hush");
    }

    @Test
    void shouldLookUpTheProxyInPlaceOfTheHostsBehindIt() {
        DeliverySettings settings = Settings.with(
                Settings.webhook(URI.create("https://hooks.example/hush")),
                new Http(null, URI.create("http://proxy.invalid:3128")));

        assertThat(UnknownHosts.find(settings))
                .containsExactly("destination webhook https://hooks.example by way of"
                        + " http://proxy.invalid:3128 has no such host: its alerts wait until there is one");
        assertThat(UnknownHosts.find(Settings.with(
                        Settings.webhook(URI.create("https://hooks.invalid/hush")),
                        new Http(null, URI.create("http://127.0.0.1:3128")))))
                .isEmpty();
        assertThat(UnknownHosts.find(Settings.none())).isEmpty();
    }

    private static ForkedJvm start(
            Path output, Path hosts, String modules, ScriptedReceiver receiver, String destinations) {
        List<String> command = new ArrayList<>(List.of("-Djdk.net.hosts.file=" + hosts));
        if (!modules.equals(ALL_MODULES)) {
            command.addAll(List.of("--limit-modules", modules));
        }
        command.addAll(List.of(TwoDestinations.class.getName(), Integer.toString(receiver.port()), destinations));
        return ForkedJvm.start(output, List.of(), command);
    }

    /** A hosts file that is a pipe: who opens it waits until somebody writes. */
    private Path blockedNameService() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(MKFIFO), "no mkfifo to make a name service of that blocks");
        Path hosts = temporary.resolve("hosts");
        assertThat(new ProcessBuilder(MKFIFO.toString(), hosts.toString())
                        .start()
                        .waitFor())
                .isZero();
        return hosts;
    }
}
