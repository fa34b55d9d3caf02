package io.nightjar.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One application in two JVMs, without the agent and with it: their standard outputs and exit codes are the same, and the
 * agent has swallowed no failure.
 *
 * @param lines what it printed, in both
 * @param status what the agent knew once all calls were made
 */
public record BothRuns(List<String> lines, JsonNode status) {
    private static final String JAR = System.getProperty("nightjar.jar");
    private static final int ATTEMPTS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs what stands behind {@code java}: it prints {@code ready}, then waits for the end of its input. */
    public static BothRuns of(Jdk jdk, String configuration, Path folder, List<String> arguments) throws Exception {
        Run bare = run(jdk, null, folder, arguments);
        Run watched = run(jdk, "-javaagent:" + JAR + '=' + configuration, folder, arguments);

        assertThat(watched.lines()).isEqualTo(bare.lines());
        assertThat(watched.exit()).isEqualTo(bare.exit()).isEqualTo(3);
        assertThat(watched.status().path("failures").toString())
                .as("swallowed failures; standard error: " + watched.errors())
                .isEqualTo("{}");
        return new BothRuns(watched.lines(), watched.status());
    }

    /** The numbers of an operation: all calls, the failed ones among them. */
    public void assertCounted(String operation, int calls, int errors) {
        JsonNode counted = WatchedApp.operation(status, operation);
        assertThat(counted.path("calls").asInt()).as(operation + " calls").isEqualTo(calls);
        assertThat(counted.path("errors").asInt()).as(operation + " errors").isEqualTo(errors);
        assertThat(counted.path("in_flight").asInt())
                .as(operation + " in flight")
                .isZero();
    }

    private record Run(List<String> lines, int exit, JsonNode status, String errors) {}

    private static Run run(Jdk jdk, String agent, Path folder, List<String> arguments) throws Exception {
        Path errors = Files.createTempFile(folder, "run", ".err");
        List<String> command = new ArrayList<>(List.of(jdk.java(), "-Xmx512m", "-Djava.io.tmpdir=" + folder));
        if (agent != null) {
            command.add(agent);
        }
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            String line = out.readLine();
            for (; line != null && !line.equals("ready"); line = out.readLine()) {
                lines.add(line);
            }
            assertThat(line).as(() -> lines + WatchedApp.read(errors)).isEqualTo("ready");
            JsonNode status = agent == null ? MissingNode.getInstance() : idleStatus(process.pid());
            process.getOutputStream().close();
            out.lines().forEach(lines::add);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ended").isTrue();
            return new Run(lines, process.exitValue(), status, WatchedApp.read(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Asks until the agent answers and no call is running. */
    private static JsonNode idleStatus(long pid) throws Exception {
        String answer = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Process asking = new ProcessBuilder(
                            Jdk.OF_THE_TESTS.java(), "-jar", JAR, "status", String.valueOf(pid), "--json")
                    .redirectErrorStream(true)
                    .start();
            try (InputStream in = asking.getInputStream()) {
                answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (asking.waitFor() == 0 && !answer.matches("(?s).*\"in_flight\":\\s*[1-9].*")) {
                return JSON.readTree(answer);
            }
        }
        throw new AssertionError(answer);
    }
}
