package io.nightjar.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.queue.DestinationCounters;
import io.nightjar.time.NanoClock;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thousand alerts a second to a log, a destination that fails half the time, one that is refused for good, an Alertmanager,
 * and one that is not there. What a machine without time for it misses by more than a second is not made up for, and then
 * queues may run over too. {@code -Dnightjar.test.soak=PT30M} lasts longer.
 */
@Tag("slow")
class DeliverySoakTest {
    private static final Duration LASTING = Duration.parse(System.getProperty("nightjar.test.soak", "PT20S"));
    private static final int ALERTS_A_SECOND = 1_000;

    @Test
    void shouldAddUpAndStayFlatUnderAThousandAlertsASecond() throws Exception {
        AgentLog log = new AgentLog(AgentLog.Level.INFO, AgentLog.Format.TEXT);
        log.configure(AgentLog.Level.INFO, AgentLog.Format.TEXT, new PrintStream(OutputStream.nullOutputStream()));
        SplittableRandom random = new SplittableRandom();
        AtomicLong took = new AtomicLong();
        try (CountingReceiver hooks = new CountingReceiver(() -> random.nextBoolean() ? 200 : 503);
                CountingReceiver slack = new CountingReceiver(() -> 400);
                CountingReceiver alertmanager = new CountingReceiver(() -> 200)) {
            AlertDispatcher dispatcher = AlertDispatcher.create(
                    Settings.delivery(
                            Settings.NO_HTTP,
                            null,
                            Settings.webhook(hooks.url()),
                            Settings.alertmanager(alertmanager.url(), java.net.URI.create("http://127.0.0.1:9")),
                            new Slack(slack.url())),
                    log,
                    NanoClock.SYSTEM,
                    InstantSource.system());
            long warmBytes = 0;
            long raised = 0;
            long missed = 0;
            long beginNanos = System.nanoTime();
            long endNanos = beginNanos + LASTING.toNanos();
            for (long now = beginNanos; now - endNanos < 0; now = System.nanoTime()) {
                long due = (now - beginNanos) * ALERTS_A_SECOND / 1_000_000_000L - missed;
                missed += Math.max(0, due - raised - ALERTS_A_SECOND);
                raised += raiseDue(dispatcher, Math.min(due, raised + ALERTS_A_SECOND), raised, took);
                if (warmBytes == 0 && now - beginNanos > LASTING.toNanos() / 2) {
                    warmBytes = usedBytes();
                }
                LockSupport.parkNanos(1_000_000);
            }
            long lastBytes = usedBytes();
            ScriptedReceiver.await(
                    () -> dispatcher.counters().get(3).pending() == 0,
                    () -> dispatcher.counters().toString());
            dispatcher.close();

            List<DestinationCounters> all = dispatcher.counters();
            System.out.println("soak: raised " + raised + ", missed " + missed + ", "
                    + took.get() / Math.max(1, 2 * raised) + " ns a call, heap " + (warmBytes >> 10)
                    + " KiB at half time, " + (lastBytes >> 10) + " KiB at the end");
            for (DestinationCounters one : all) {
                System.out.println("soak: " + one);
                assertThat(one.raised()).isEqualTo(one.sent() + one.suppressed() + one.dropped() + one.pending());
            }
            assertThat(all)
                    .as("the log and four destinations, and nothing dropped on the way to them")
                    .hasSize(5);
            assertThat(all.get(0).raised()).isGreaterThanOrEqualTo(raised);
            // What is under way at the end is cut off, be it answered or not: one attempt of each destination.
            assertThat(all.get(1).sent())
                    .isLessThanOrEqualTo(hooks.answered(200))
                    .isPositive();
            assertThat(all.get(1).sent() + all.get(1).failedAttempts())
                    .isGreaterThanOrEqualTo(hooks.answered(200) + hooks.answered(503) - 1);
            assertThat(all.get(2).failedAttempts())
                    .isGreaterThanOrEqualTo(slack.answered(400) - 1)
                    .isPositive();
            assertThat(all.get(2).sent()).isZero();
            assertThat(all.get(3).sent()).isPositive();
            if (missed == 0) {
                assertThat(all.get(0).sent()).isEqualTo(all.get(0).raised());
            }
            if (all.get(3).dropped() == 0) {
                assertThat(all.get(3).sent()).isGreaterThanOrEqualTo(raised);
            }
            assertThat(lastBytes).isLessThan(warmBytes + (16L << 20));
            assertThat(log.failures()).isEmpty();
        }
    }

    private static long raiseDue(AlertDispatcher dispatcher, long due, long already, AtomicLong took) {
        for (long i = already; i < due; i++) {
            String fingerprint = "f" + i / 2 % 500;
            String id = "id" + i;
            var alert = i % 2 == 0 ? Alerts.firing(id, fingerprint) : Alerts.resolved(id, fingerprint);
            long before = System.nanoTime();
            Notices.notify(dispatcher, alert);
            Notices.inform(dispatcher, alert);
            took.addAndGet(System.nanoTime() - before);
        }
        return due - already;
    }

    private static long usedBytes() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
