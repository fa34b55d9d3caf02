package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.forked.AlertReceiver.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;

/**
 * One incident from its first alert to its end, and what each destination receives of it: the page {@code incident.md} says so, and
 * this holds the page to it. {@code -Dnightjar.test.incident=write} writes the page's tables anew.
 */
class IncidentTest {
    private static final Path PAGE = Path.of("..", "..", "agent", "docs", "incident.md");
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration AFTER = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final AlertReceiver chat = AlertReceiver.start();
    private final AlertReceiver oncall = AlertReceiver.start();
    private final AlertReceiver lead = AlertReceiver.start();
    private final AlertReceiver hook = AlertReceiver.start();
    private final IncidentTranscript transcript = new IncidentTranscript();
    private RealAlertmanager alertmanager;
    private RunningJvm jvm;
    private String pid;

    @EveryJdk
    void shouldTellEachDestinationWhatThePageSays(Jdk jdk) throws IOException {
        transcript.follow("chat", chat, IncidentRows::teams);
        transcript.follow("oncall", oncall, IncidentRows::pagerDuty);
        transcript.follow("lead", lead, IncidentRows::opsgenie);
        transcript.follow("hook", hook, null);
        try (chat;
                oncall;
                lead;
                hook;
                RealAlertmanager real = RealAlertmanager.start(directory)) {
            alertmanager = real;
            start(jdk);
            try {
                begin();
                escalate();
                acknowledge();
                silence();
                killAndStart(jdk);
                end();
            } finally {
                jvm.close();
            }
        }
        if ("write".equals(System.getProperty("nightjar.test.incident"))) {
            transcript.write(PAGE);
        }
        assertThat(comparable(IncidentTranscript.timeless(transcript.page())))
                .as("incident.md says otherwise. Where that is meant, write its tables anew by"
                        + " -Dnightjar.test.incident=write")
                .isEqualTo(comparable(IncidentTranscript.expected(PAGE)));
    }

    private void begin() throws IOException {
        transcript.begin();
        speeds("embed=600", "rank=600");
        await("a card each", () -> cards("[warning]", "embed") > 0 && cards("[warning]", "rank") > 0);
        await("the group", () -> !hook.requests().isEmpty());
        assertThat(IncidentRows.members(hook.requests().get(0))).containsOnlyKeys("embed", "rank");
        showAlertmanager("embed", "rank");
        transcript.step("`embed` and `rank` become slow", false, "chat", "hook");

        speeds("embed=600", "rank=600", "generate=1250");
        await("PagerDuty's incident", () -> !oncall.requests().isEmpty());
        await("a card", () -> cards("[error]", "generate") > 0);
        await("the group grows", () -> last(hook).containsKey("generate"));
        showAlertmanager("embed", "generate", "rank");
        transcript.step(
                "`generate` becomes slow too, five times as slow as it may: an error", false, "chat", "oncall", "hook");
    }

    private void escalate() {
        await("the escalation", () -> !lead.requests().isEmpty());
        Map<String, Object> generate = condition("generate");
        assertThat(lead.requests().get(0).at())
                .isAfterOrEqualTo(
                        Instant.parse((String) generate.get("starts_at")).plus(AFTER));
        transcript.step("Nobody has looked at the error for 10 s", false, "lead");

        int groups = hook.requests().size();
        int incidents = oncall.requests().size();
        int alerts = lead.requests().size();
        awaitReminder("embed");
        awaitReminder("rank");
        awaitReminder("generate");
        await("the group again", () -> hook.requests().size() > groups);
        await("PagerDuty again", () -> oncall.requests().size() > incidents);
        await("Opsgenie again", () -> lead.requests().size() > alerts);
        transcript.step("It lasts: reminders", true, "chat", "oncall", "lead", "hook");
    }

    private void acknowledge() {
        String fingerprint = ((String) condition("generate").get("fingerprint")).substring(0, 8);
        JarCommands.done("ack", pid, fingerprint, "--by", "ada", "--note", "restarting it");
        Instant acknowledgedAt = Instant.now();
        await("PagerDuty's acknowledge", () -> lastRow(oncall).contains("acknowledge"));
        await(
                "Opsgenie's acknowledge",
                () -> lead.requests().stream()
                        .anyMatch(request -> request.path().contains("/acknowledge")));
        transcript.step(
                "`ack PID " + fingerprint + " --by ada --note 'restarting it'`",
                false,
                "chat",
                "oncall",
                "lead",
                "hook");

        awaitReminder("embed"); // of two, one is behind all that was raised before the acknowledgement
        awaitReminder("embed");
        int before = cards("[error]", "generate");
        awaitReminder("embed");
        awaitReminder("rank");
        assertThat(cards("[error]", "generate"))
                .as("no reminder of what is acknowledged")
                .isEqualTo(before);
        assertThat(history("generate", "firing"))
                .filteredOn(alert -> alert.get("held_by") == null)
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(Instant.parse((String) alert.get("timestamp")))
                        .isBefore(acknowledgedAt));
        assertThat(sentTo(history("generate", "firing"))).contains("chat", "oncall", "lead", "hook");
    }

    private void silence() {
        String id = JarCommands.done(
                "silence", pid, "operation=rank", "--for", "1h", "--by", "ada", "--note", "known slow");
        await("the history says what is held", () -> !held("rank").isEmpty());
        Map<String, Object> held = held("rank").get(0);
        assertThat(held).containsEntry("held_by", "silence").containsEntry("silenced_by", id);
        assertThat(held.get("sent_to")).isEqualTo(List.of());
        awaitReminder("embed");
        int before = cards("[warning]", "rank");
        awaitReminder("embed");
        assertThat(cards("[warning]", "rank"))
                .as("no reminder of what is silenced")
                .isEqualTo(before);
        transcript.note("alerts", "rank firing sent_to=[] held_by=silence silenced_by=ID");
        transcript.step(
                "`silence PID operation=rank --for 1h --by ada --note 'known slow'`",
                false,
                "chat",
                "oncall",
                "lead",
                "hook");
    }

    private void killAndStart(Jdk jdk) throws IOException {
        List<Map<String, Object>> silences = JarCommands.objects("silences", pid, "--json");
        Map<String, Object> acknowledged = Json.object(condition("generate"), "acknowledged");
        int cards = chat.requests().size();
        jvm.close();
        jvm.awaitExit();
        Files.deleteIfExists(Path.of("/tmp", ".java_pid" + pid));
        // What was on its way when the process died is not what the next one tells.
        cards = Math.max(cards, chat.requests().size());
        int incidents = oncall.requests().size();
        int alerts = lead.requests().size();
        int groups = hook.requests().size();
        Instant startedAt = Instant.now();
        start(jdk);

        await(
                "all go on",
                () -> JarCommands.objects("conditions", pid, "--json").stream()
                                .filter(condition -> "firing".equals(condition.get("state")))
                                .count()
                        == 3);
        assertThat(JarCommands.objects("silences", pid, "--json")).hasSize(1).isEqualTo(silences);
        assertThat(Json.object(condition("generate"), "acknowledged"))
                .containsEntry("by", "ada")
                .isEqualTo(acknowledged);
        assertThat(condition("rank").get("silenced_by"))
                .isEqualTo(silences.get(0).get("id"));
        assertThat(condition("embed")).containsEntry("acknowledged", null).containsEntry("silenced_by", null);
        transcript.note("conditions", "generate firing acknowledged by ada: restarting it");
        transcript.note("conditions", "rank firing silenced_by=ID");
        transcript.note("conditions", "embed firing");
        transcript.note("silences", "ID operation=rank by ada: known slow");
        awaitReminder("embed");
        assertThat(chat.requests().get(cards).at())
                .as("a reminder, in its time")
                .isAfterOrEqualTo(startedAt.plus(LIMIT));
        int rank = cards("[warning]", "rank");
        int generate = cards("[error]", "generate");
        awaitReminder("embed");
        assertThat(cards("[warning]", "rank")).isEqualTo(rank);
        assertThat(cards("[error]", "generate")).isEqualTo(generate);
        assertThat(oncall.requests()).hasSize(incidents);
        assertThat(lead.requests()).hasSize(alerts);
        List<Request> grouped = hook.requests();
        if (grouped.size() > groups) {
            assertThat(grouped.get(groups).at()).isAfterOrEqualTo(startedAt.plus(LIMIT));
        }
        transcript.step("`kill -9`, and a new process of the same `state`", false, "chat", "oncall", "lead", "hook");
    }

    private void end() throws IOException {
        speeds();
        await(
                "the ends",
                () -> cards("[resolved]", "embed") > 0
                        && cards("[resolved]", "rank") > 0
                        && cards("[resolved]", "generate") > 0);
        await("PagerDuty's end", () -> lastRow(oncall).contains("resolve"));
        await(
                "Opsgenie's end",
                () -> lead.requests().get(lead.requests().size() - 1).path().contains("/close"));
        await(
                "the group's end",
                () -> "resolved"
                        .equals(hook.requests().get(hook.requests().size() - 1).text("status")));
        await(
                "no condition",
                () -> JarCommands.objects("conditions", pid, "--json").isEmpty());
        showAlertmanager();
        assertThat(history("generate", "resolved")).hasSize(1);
        assertThat(sentTo(history("generate", "resolved"))).contains("chat", "oncall", "lead");
        assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
        jvm.endInput();
        Outcome outcome = jvm.awaitExit();
        assertThat(outcome.exitCode()).isZero();
        assertThat(AgentLines.others(outcome)).isEmpty();

        transcript.step("All are quick again", false, "chat", "oncall", "lead", "hook");
        assertThat(cards("[resolved]", "")).isEqualTo(3);
        assertThat(oncall.requests())
                .filteredOn(request -> request.body().contains("\"resolve\""))
                .hasSize(1);
        assertThat(lead.requests())
                .filteredOn(request -> request.path().contains("/close"))
                .hasSize(1);
        List<String> ended = new ArrayList<>();
        hook.requests()
                .forEach(request -> IncidentRows.members(request).forEach((operation, status) -> {
                    if (status.equals("resolved")) {
                        ended.add(operation);
                    }
                }));
        assertThat(ended).containsExactlyInAnyOrder("embed", "generate", "rank");
    }

    /** Starts the application; a condition of an earlier process goes on in it. */
    private void start(Jdk jdk) throws IOException {
        Path configuration = directory.resolve("nightjar.properties");
        Files.writeString(configuration, configuration());
        if (Files.notExists(directory.resolve("speeds"))) {
            speeds();
        }
        jvm = ForkedJvm.on(jdk)
                .environment("TEAMS_URL", chat.url())
                .environment("HOOK_URL", hook.url())
                .environment("PAGERDUTY_KEY", "0123456789abcdef0123456789abcdef")
                .environment("OPSGENIE_KEY", "01234567-89ab-cdef-0123-456789abcdef")
                .environment("ALERTMANAGER_URL", alertmanager.url())
                .environment("STATE_DIRECTORY", directory.resolve("state").toString())
                .agent(configuration.toString())
                .main("com.acme.Serving", directory.resolve("speeds").toString())
                .start();
        pid = Long.toString(jvm.pid());
        jvm.awaitOut("serving");
        assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
    }

    /** That of the page, with the addresses of the receivers. */
    private String configuration() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("    ")) {
                text.append(line.strip()).append('\n');
            }
        }
        text.append("destination.oncall.url = ").append(origin(oncall)).append('\n');
        text.append("destination.lead.url = ").append(origin(lead)).append('\n');
        return alertmanager.runs()
                ? text.toString()
                : text.toString().replace(", alertmanager", "").replaceAll("alertmanager\\.url.*", "");
    }

    private static String origin(AlertReceiver receiver) {
        return receiver.url().replace("/hook", "");
    }

    /** Without what only a real Alertmanager can have shown, where there is none. */
    private String comparable(String page) {
        return alertmanager.runs() ? page : page.replaceAll("\\|[^|\n]*\\| `alertmanager` \\|.*\n", "");
    }

    private void showAlertmanager(String... operations) {
        if (alertmanager.runs()) {
            await("Alertmanager shows it", () -> alertmanager.active().equals(List.of(operations)));
            transcript.note(
                    "alertmanager",
                    operations.length == 0 ? "nothing active" : "active: " + String.join(", ", operations));
        }
    }

    private void speeds(String... lines) throws IOException {
        Path next = Files.write(directory.resolve("speeds.new"), List.of(lines));
        Files.move(next, directory.resolve("speeds"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void await(String what, BooleanSupplier condition) {
        jvm.await(what, condition);
    }

    private void awaitReminder(String operation) {
        int before = cards("", operation);
        await("a reminder of " + operation, () -> cards("", operation) > before);
    }

    private int cards(String severity, String operation) {
        int cards = 0;
        for (Request request : chat.requests()) {
            String row = IncidentRows.teams(request);
            cards += row.startsWith(severity) && row.endsWith(operation) ? 1 : 0;
        }
        return cards;
    }

    private static Map<String, String> last(AlertReceiver groups) {
        List<Request> requests = groups.requests();
        return requests.isEmpty() ? Map.of() : IncidentRows.members(requests.get(requests.size() - 1));
    }

    private static String lastRow(AlertReceiver receiver) {
        List<Request> requests = receiver.requests();
        return requests.get(requests.size() - 1).body();
    }

    private Map<String, Object> condition(String operation) {
        return JarCommands.objects("conditions", pid, "--json").stream()
                .filter(condition ->
                        operation.equals(Json.object(condition, "labels").get("operation")))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, Object>> history(String operation, String status) {
        return JarCommands.objects("alerts", pid, "--json").stream()
                .filter(alert -> operation.equals(Json.object(alert, "labels").get("operation"))
                        && status.equals(alert.get("status")))
                .toList();
    }

    private List<Map<String, Object>> held(String operation) {
        return history(operation, "firing").stream()
                .filter(alert -> "silence".equals(alert.get("held_by")))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> sentTo(List<Map<String, Object>> alerts) {
        List<Object> names = new ArrayList<>();
        for (Map<String, Object> alert : alerts) {
            ((List<Map<String, Object>>) alert.get("sent_to"))
                    .forEach(arrival -> names.add(arrival.get("destination")));
        }
        return names;
    }
}
