package io.nightjar.sink;

import io.nightjar.config.DeliverySettings;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that raises alerts with a spool until it has raised them all, and then waits to be killed or, told so, ends.
 * Arguments: spool, port, name of this run, how many alerts, {@code wait} or {@code exit}.
 */
final class SpoolingApplication {
    private SpoolingApplication() {}

    public static void main(String[] arguments) {
        String run = arguments[2];
        AlertDispatcher dispatcher = AlertDispatcher.create(
                settings(Integer.parseInt(arguments[1]), Path.of(arguments[0])),
                new AgentLog(AgentLog.Level.WARN, AgentLog.Format.TEXT),
                NanoClock.SYSTEM,
                InstantSource.system());
        dispatcher.start();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            raise(dispatcher, run + "-" + i);
            LockSupport.parkNanos(3_000_000);
        }
        System.out.println("raised all");
        if (arguments[4].equals("exit")) {
            // What is queued at the end gets one attempt of 2 s; what is asked here is whether all of it can be
            // delivered.
            ScriptedReceiver.await(
                    () -> isAllSent(dispatcher), () -> dispatcher.counters().toString());
            dispatcher.close();
        } else {
            LockSupport.parkNanos(60_000_000_000L);
        }
    }

    private static boolean isAllSent(AlertDispatcher dispatcher) {
        return dispatcher.counters().stream().allMatch(destination -> destination.pending() == 0);
    }

    static DeliverySettings settings(int port, Path spool) {
        URI url = URI.create("http://127.0.0.1:" + port + "/hook");
        return Settings.delivery(
                Settings.NO_HTTP,
                spool,
                Settings.webhook(url, Duration.ofSeconds(2)),
                Settings.alertmanager(URI.create("http://127.0.0.1:" + port + "/am")));
    }

    private static void raise(AlertDispatcher dispatcher, String name) {
        Map<String, Object> metadata = new LinkedHashMap<>(Alerts.metadata());
        metadata.put("stack", List.of("x".repeat(200), "y".repeat(200)));
        var alert =
                Alerts.with(Alerts.firing("id-" + name, "condition-" + name), Instant.now(), metadata, "slow " + name);
        Notices.notify(dispatcher, alert);
        Notices.inform(dispatcher, alert);
    }
}
