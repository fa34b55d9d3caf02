package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/**
 * A soak: a small heap is exhausted and freed ten times under load, while class loaders are thrown away, the configuration
 * changes and the agent is detached and attached. Afterwards nothing stands still and every alert arrives.
 */
class ExhaustedHeapTest {
    private static final int TIMES = 10;
    private static final int ALERTS = 10;

    @TempDir
    private Path directory;

    @EveryJdk
    void shouldDeliverEveryAlertAfterTheHeapWasExhaustedTenTimes(Jdk jdk) throws Exception {
        Path file = directory.resolve("nightjar.properties");
        try (AlertReceiver receiver = AlertReceiver.start()) {
            write(file, receiver, 0);
            try (RunningJvm jvm = ForkedJvm.on(jdk)
                    .option("-Xmx96m")
                    .agent(file.toString())
                    .main("com.acme.Pressed", "1500")
                    .start()) {
                jvm.awaitOut("reading");
                awaitReady(jvm, 1);
                for (int time = 1; time <= TIMES; time++) {
                    write(file, receiver, time);
                    jvm.send("exhaust");
                    int freed = time;
                    jvm.await("the heap is free again", () -> jvm.stdout().split("freed", -1).length > freed);
                    if (time % 4 == 0) {
                        load(jvm, "--detach");
                        load(jvm, file.toString());
                        awaitReady(jvm, 1 + time / 4);
                    }
                }
                jvm.send("calm");
                jvm.await(
                        "nothing stands still",
                        () -> "running".equals(state(jvm).get("state")));
                assertThat(state(jvm).get("problems")).isEqualTo(List.of());

                for (int alert = 0; alert < ALERTS; alert++) {
                    Set<String> before = ids(receiver);
                    jvm.send("slow:" + (120 + alert));
                    try {
                        jvm.await("the alert of call " + alert, () -> !before.containsAll(ids(receiver)));
                    } catch (AssertionError late) {
                        throw new AssertionError("status: " + state(jvm), late);
                    }
                }
            }
        }
    }

    /** An application is seldom out of memory in the moment in which the agent makes itself ready. */
    private static void awaitReady(RunningJvm jvm, int times) {
        jvm.await("delivery is ready", () -> jvm.stderr().split("what delivery needs is ready", -1).length > times);
    }

    private static Map<String, Object> state(RunningJvm jvm) {
        Map<String, Object> status = AgentStatus.of(jvm);
        return status == null ? Map.of() : status;
    }

    private static Set<String> ids(AlertReceiver receiver) {
        Set<String> ids = new HashSet<>();
        receiver.requests("latency", "firing").forEach(request -> ids.add(request.text("id")));
        return ids;
    }

    private static void load(RunningJvm jvm, String argument) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
        try {
            machine.loadAgent(Project.jar().toString(), argument);
        } finally {
            machine.detach();
        }
    }

    private void write(Path file, AlertReceiver receiver, int time) throws IOException {
        Path next = Files.writeString(
                directory.resolve("next.properties"),
                String.join(
                        "\n",
                        "watch=com.acme.Engine#infer" + (time % 2 == 0 ? "" : ",com.acme.Engine#hang"),
                        "latency.threshold=" + (100 + time) + "ms",
                        "alerts.rate-limit=1ms",
                        "throughput.threshold=0.001/s",
                        "log.level=debug",
                        "alerts.to=webhook",
                        "webhook.url=" + receiver.url(),
                        ""));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
