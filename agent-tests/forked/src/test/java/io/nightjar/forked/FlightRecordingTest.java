package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;

/** The agent's events in real recordings, of which the JVM knows nothing before one runs. */
class FlightRecordingTest {
    private static final String SETTINGS =
            "watch=com.acme.Engine#infer;latency.threshold=50ms;alerts.rate-limit=1ms;throughput.threshold=0";

    @TempDir
    private Path directory;

    @EveryJdk
    void shouldHoldSlowCallsFailedCallsAndAlertsWhenTheJvmStartsWithARecording(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .option("-XX:StartFlightRecording=name=first,settings=none")
                .agent(SETTINGS)
                .main("com.acme.Application", "read", "say:done")
                .start()) {
            jvm.awaitOut("reading");
            List<RecordedEvent> events = callUntilAllAreRecorded(jdk, jvm, "first");

            RecordedEvent slow = first(events, "nightjar.SlowCall");
            assertThat(slow.getString("operation")).isEqualTo("Engine.infer");
            assertThat(slow.getDuration("latency")).isGreaterThan(Duration.ofMillis(60));
            assertThat(slow.getDuration("threshold")).isEqualTo(Duration.ofMillis(50));
            RecordedEvent failed = first(events, "nightjar.FailedCall");
            assertThat(failed.getString("operation")).isEqualTo("Engine.infer");
            assertThat(failed.getString("exception")).isEqualTo("java.lang.StringIndexOutOfBoundsException");
            RecordedEvent alert = first(events, "nightjar.Alert");
            assertThat(alert.getString("alertType")).isEqualTo("latency");
            assertThat(alert.getString("fingerprint")).isNotBlank();
            assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();

            jvm.send("go");
            Outcome outcome = jvm.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stdout()).endsWith("done\n");
        }
    }

    @EveryJdk
    void shouldHoldThemWhenARecordingStartsLaterAndNoMoreWhenTheAgentIsDetached(Jdk jdk) throws IOException {
        Path loaded = directory.resolve("loaded");
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .option("-Xlog:class+load:file=" + loaded)
                .agent(SETTINGS)
                .main("com.acme.Application", "slow:1500", "read", "say:done")
                .start()) {
            jvm.awaitOut("reading");
            jvm.await("the agent runs", () -> AgentStatus.of(jvm) != null);
            assertThat(Files.readString(loaded)).doesNotContain("jdk.jfr").doesNotContain("io.nightjar.export.jfr");

            jcmd(jdk, jvm, "JFR.start", "name=later", "settings=none");
            callUntilAllAreRecorded(jdk, jvm, "later");
            jcmd(jdk, jvm, "JFR.start", "name=another", "settings=none");
            callUntilAllAreRecorded(jdk, jvm, "another");

            JarCommands.done("detach", Long.toString(jvm.pid()));
            jcmd(jdk, jvm, "JFR.start", "name=after", "settings=none");
            jvm.send("slow:60");
            jvm.send("fail:2");
            jvm.send("say:called");
            jvm.awaitOut("called");
            assertThat(dump(jdk, jvm, "after")).isEmpty();
            assertThat(jvm.stderr()).doesNotContain(" failed: ");
        }
    }

    @EveryJdk
    void shouldHoldThemWhenTheAgentIsAttachedToAJvmThatRecords(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .option("-XX:StartFlightRecording=name=first,settings=none")
                .option("-XX:+EnableDynamicAgentLoading")
                .main("com.acme.Application", "read", "say:done")
                .start()) {
            jvm.awaitOut("reading");
            JarCommands.done("attach", Long.toString(jvm.pid()), SETTINGS);

            callUntilAllAreRecorded(jdk, jvm, "first");
        }
    }

    /** The agent notices a recording within a second, so calls are made until each of their kinds is recorded. */
    private List<RecordedEvent> callUntilAllAreRecorded(Jdk jdk, RunningJvm jvm, String recording) {
        jvm.await("each kind of event is in recording " + recording, () -> {
            jvm.send("slow:70");
            jvm.send("fail:2");
            List<RecordedEvent> events = dump(jdk, jvm, recording);
            return has(events, "nightjar.SlowCall")
                    && has(events, "nightjar.FailedCall")
                    && has(events, "nightjar.Alert");
        });
        return dump(jdk, jvm, recording);
    }

    private static boolean has(List<RecordedEvent> events, String type) {
        return events.stream().anyMatch(event -> event.getEventType().getName().equals(type));
    }

    private static RecordedEvent first(List<RecordedEvent> events, String type) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** What of the agent's is in a recording until now. */
    private List<RecordedEvent> dump(Jdk jdk, RunningJvm jvm, String recording) {
        try {
            Path file = directory.resolve(recording + "-" + System.nanoTime() + ".jfr");
            jcmd(jdk, jvm, "JFR.dump", "name=" + recording, "filename=" + file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith("nightjar."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void jcmd(Jdk jdk, RunningJvm jvm, String... words) {
        List<String> command = new ArrayList<>();
        command.add(jdk.tool("jcmd").toString());
        command.add(Long.toString(jvm.pid()));
        command.addAll(List.of(words));
        try (RunningJvm running = ForkedJvm.launch(command, Map.of(), null)) {
            Outcome outcome = running.awaitExit();
            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        }
    }
}
