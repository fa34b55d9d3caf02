package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The console of the packaged jar, in an application that knows nothing of it. */
class ConsoleTest {
    private static final Pattern LISTENS = Pattern.compile("the console listens on (http://127\\.0\\.0\\.1:\\d+/)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @EveryJdk
    void shouldServeUntilItIsDetachedAndLeaveNothingBehind(Jdk jdk) throws Exception {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent(
                        "watch=com.acme.Engine#infer;latency.threshold=50ms;alerts.to=log;console.listen=0;console.token=t")
                .main("com.acme.Application", "slow:120", "read", "say:done")
                .start()) {
            String root = root(jvm);
            jvm.await(
                    "a condition",
                    () -> body(ask("GET", root + "api/v1/conditions", "")).contains("fingerprint"));
            String fingerprint = JarCommands.objects("conditions", pid(jvm), "--json")
                    .get(0)
                    .get("fingerprint")
                    .toString();
            String acknowledge = root + "api/v1/conditions/" + fingerprint + "/acknowledge";

            assertThat(body(ask("GET", root, ""))).startsWith("<!DOCTYPE html>");
            assertThat(ask("GET", root + "healthz", "").statusCode()).isEqualTo(200);
            assertThat(ask("POST", acknowledge, "{\"by\":\"ada\"}").statusCode())
                    .isEqualTo(200);
            assertThat(JarCommands.done("conditions", pid(jvm), "--json")).contains("\"by\":\"ada\"");
            assertThat(ask("DELETE", acknowledge, "").statusCode()).isEqualTo(204);
            jvm.await(
                    "history",
                    () -> body(ask("GET", root + "api/v1/series?operation=Engine.infer&figure=rate&from=9", ""))
                            .matches("\\{\"step_seconds\":10,\"points\":\\[.*]}"));
            assertThat(AgentStatus.of(jvm).get("console"))
                    .isEqualTo(Map.of("listen", URI.create(root).getAuthority()));
            assertThat(threads(jdk, jvm)).contains("nightjar-console-");

            JarCommands.done("detach", pid(jvm));

            assertThat(threads(jdk, jvm)).doesNotContain("nightjar-console-");
            jvm.await("nobody listens any more", () -> !listens(root));
            jvm.endInput();
            Outcome outcome = jvm.awaitExit();
            assertThat(outcome.stdout()).isEqualTo("reading\ndone\n");
            assertThat(outcome.exitCode()).isZero();
            assertThat(AgentLines.others(outcome).lines())
                    .as("but for what a JVM of 21 and later says of every agent that is attached")
                    .filteredOn(line -> !line.startsWith("WARNING:"))
                    .isEmpty();
            assertThat(outcome.stderr()).doesNotContain(" failed: ");
        }
    }

    @EveryJdk
    void shouldEndWithTheApplicationWhileSomebodyLooks(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;console.listen=0")
                .main("com.acme.Application", "read", "say:done")
                .start()) {
            String root = root(jvm);
            assertThat(ask("GET", root + "api/v1/status", "").statusCode()).isEqualTo(200);

            jvm.endInput();

            Outcome outcome = jvm.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stdout()).isEqualTo("reading\ndone\n");
            assertThat(AgentLines.others(outcome)).isEmpty();
        }
    }

    @EveryJdk
    void shouldLoadNothingOfItWhenNobodyAskedForIt(Jdk jdk) throws IOException {
        assertThat(LoadedClasses.log(jdk, directory))
                .contains("io.nightjar.launch.AgentComponents ")
                .doesNotContain("org.eclipse.jetty")
                .doesNotContain("io.nightjar.console")
                .doesNotContain("io.nightjar.launch.ConsolePart")
                .doesNotContain("io.nightjar.config.Console");
    }

    @EveryJdk
    void shouldGoOnAndTryAgainWhenThePortIsInUse(Jdk jdk) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = Files.writeString(
                    directory.resolve("nightjar.properties"),
                    "watch = com.acme.Engine#infer\nlatency.threshold = 50ms\nconsole.listen = " + taken.getLocalPort()
                            + "\n");
            try (RunningJvm jvm = ForkedJvm.on(jdk)
                    .agent(file.toString())
                    .main("com.acme.Application", "slow:120", "read")
                    .start()) {
                jvm.awaitError(
                        "the console cannot listen on 127.0.0.1:" + taken.getLocalPort() + " (the port is in use)");
                jvm.awaitError("Latency threshold exceeded");
                assertThat(AgentStatus.of(jvm))
                        .containsEntry("state", "degraded")
                        .containsEntry("console", null);

                taken.close();
                Files.writeString(file, Files.readString(file) + "stuck.threshold = 1h\n");

                root(jvm);
                jvm.await("it runs", () -> "running".equals(AgentStatus.of(jvm).get("state")));
                assertThat(AgentStatus.failures(jvm)).isEmpty();
                jvm.endInput();
                assertThat(jvm.awaitExit().exitCode()).isZero();
            }
        }
    }

    @EveryJdk
    void shouldLeaveAServerAndTheLoggingOfTheApplicationsOwnAloneWhenItServes(Jdk jdk) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Project.target().resolve("server"))) {
            jars = files.sorted().toList();
        }
        assertThat(jars).hasSize(5);
        Path logging = Files.writeString(
                directory.resolve("logging.properties"),
                "handlers = java.util.logging.ConsoleHandler\n.level = FINE\njava.util.logging.ConsoleHandler.level = SEVERE\n");
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;console.listen=0")
                .option("-Djava.util.logging.config.file=" + logging)
                .classPath(jars)
                .main("com.acme.OwnServer")
                .start()) {
            String root = root(jvm);
            assertThat(ask("GET", root + "api/v1/status", "").statusCode()).isEqualTo(200);
            jvm.awaitOut("logging");
            jvm.endInput();
            Outcome outcome = jvm.awaitExit();

            String said = "own 12.1.13\nlogging FINE ConsoleHandlerSEVERE\n";
            assertThat(outcome.stdout()).isEqualTo(said + said);
            assertThat(outcome.exitCode()).isZero();
            assertThat(AgentLines.others(outcome).lines())
                    .allMatch(
                            line -> line.startsWith("SLF4J"),
                            "what the application's own slf4j says without a provider");
        }
    }

    @EveryJdk
    void shouldServeThePageFromTheCommandWhenTheAgentListensNowhere(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;latency.threshold=50ms")
                .main("com.acme.Application", "slow:120", "read")
                .start()) {
            jvm.awaitError("Latency threshold exceeded");
            try (RunningJvm command = ForkedJvm.on(jdk)
                    .program("-jar", Project.jar().toString(), "console", pid(jvm))
                    .start()) {
                command.awaitOut("#token=");
                jvm.await("the whole line", () -> command.stdout().endsWith("\n"));
                String[] address = command.stdout().strip().split("#token=");
                String token = address[1];
                String silences = address[0] + "api/v1/silences";

                assertThat(body(ask("GET", address[0], ""))).startsWith("<!DOCTYPE html>");
                assertThat(ask("GET", address[0] + "api/v1/status", "").statusCode())
                        .isEqualTo(401);
                assertThat(body(ask("GET", address[0] + "api/v1/status", "", token)))
                        .contains("\"operation\":\"Engine.infer\"");
                assertThat(body(ask("GET", address[0] + "api/v1/conditions", "", token)))
                        .contains("\"alert_type\":\"latency\"");
                assertThat(body(ask("GET", address[0] + "api/v1/alerts?type=latency&status=firing&limit=1", "", token)))
                        .contains("\"alert_type\":\"latency\"");
                HttpResponse<String> made = ask("POST", silences, "{\"match\":\"operation=*\",\"for\":\"1h\"}", token);
                assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
                String id = Json.object(made.body()).get("id").toString();
                assertThat(body(ask("GET", silences, "", token))).contains(id);
                assertThat(JarCommands.done("silences", pid(jvm), "--json")).contains(id);
                assertThat(ask("DELETE", silences + "/" + id, "", token).statusCode())
                        .isEqualTo(204);
                assertThat(ask("DELETE", silences + "/" + id, "", token).statusCode())
                        .isEqualTo(404);
                assertThat(ask("POST", address[0] + "api/v1/conditions/ffff/acknowledge", "{}", token)
                                .statusCode())
                        .isEqualTo(404);

                jvm.endInput();
                jvm.awaitExit();

                Outcome outcome = command.awaitExit();
                assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
                assertThat(outcome.stdout()).endsWith("has gone\n");
            }
        }
    }

    @EveryJdk
    void shouldPrintTheAddressWhenTheAgentListensItself(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;console.listen=0")
                .main("com.acme.Application", "read")
                .start()) {
            String root = root(jvm);
            String[] address = JarCommands.done("console", pid(jvm)).split("#token=");

            assertThat(address[0]).isEqualTo(root);
            String silence = "{\"match\":\"operation=*\",\"for\":\"1h\"}";
            assertThat(ask("POST", root + "api/v1/silences", silence).statusCode())
                    .isEqualTo(401);
            assertThat(ask("POST", root + "api/v1/silences", silence, address[1])
                            .statusCode())
                    .isEqualTo(201);
            jvm.endInput();
            assertThat(jvm.awaitExit().exitCode()).isZero();
        }
    }

    private static String pid(RunningJvm jvm) {
        return Long.toString(jvm.pid());
    }

    /** Where the console listens, with a slash at its end. */
    private static String root(RunningJvm jvm) {
        jvm.awaitError("the console listens on http://127.0.0.1:");
        jvm.await("the whole address", () -> LISTENS.matcher(jvm.stderr()).find());
        Matcher matcher = LISTENS.matcher(jvm.stderr());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String threads(Jdk jdk, RunningJvm jvm) {
        return ForkedJvm.launch(
                        List.of(jdk.tool("jcmd").toString(), Long.toString(jvm.pid()), "Thread.print"), Map.of(), null)
                .awaitExit()
                .stdout();
    }

    private static boolean listens(String root) {
        try {
            CLIENT.send(HttpRequest.newBuilder(URI.create(root)).build(), HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> ask(String method, String address, String body) {
        return ask(method, address, body, "t");
    }

    private static HttpResponse<String> ask(String method, String address, String body, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(HttpResponse<String> response) {
        return response.body();
    }
}
