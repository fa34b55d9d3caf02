package io.nightjar.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An application that runs in a JVM of its own with the packaged agent, until the test is done with it. */
public final class WatchedApp implements AutoCloseable {
    private static final String JAR = System.getProperty("nightjar.jar");
    private static final String APPLICATIONS =
            WatchedApp.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    private static final int ATTEMPTS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path scratch = Files.createTempDirectory("nightjar");
    private final List<String> lines = new ArrayList<>();
    private final BufferedReader out;
    private JsonNode alerts = JSON.createArrayNode();

    /** Starts the application and waits until it has made its calls. */
    public WatchedApp(String configuration, String name, String... arguments) throws IOException {
        this(Jdk.OF_THE_TESTS, configuration, name, arguments);
    }

    /** As above on a JDK. */
    public WatchedApp(Jdk jdk, String configuration, String name, String... arguments) throws IOException {
        this(jdk, List.of(), System.getProperty("java.class.path"), configuration, name, arguments);
    }

    /** Starts an application that has these jars and nothing else, and waits until it has made its calls. */
    public static WatchedApp of(List<Path> jars, String configuration, String name, String... arguments)
            throws IOException {
        return new WatchedApp(Jdk.OF_THE_TESTS, List.of(), classPath(jars), configuration, name, arguments);
    }

    /** Starts an application on a JDK, with options of the JVM and this class path, and waits until it has made its calls. */
    public static WatchedApp on(
            Jdk jdk, List<String> options, String classPath, String configuration, String name, String... arguments)
            throws IOException {
        return new WatchedApp(jdk, options, classPath, configuration, name, arguments);
    }

    /** The applications and what they share, and these jars. */
    public static String classPath(List<Path> jars) {
        StringBuilder classPath = new StringBuilder("target/test-classes");
        classPath.append(File.pathSeparator).append(APPLICATIONS);
        jars.forEach(jar -> classPath.append(File.pathSeparator).append(jar));
        return classPath.toString();
    }

    private WatchedApp(
            Jdk jdk, List<String> options, String classPath, String configuration, String name, String[] arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                jdk.java(), "-Xmx1g", "-Djava.io.tmpdir=" + scratch, "-javaagent:" + JAR + '=' + configuration));
        if (jdk.feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        command.add("com.acme.apps." + name);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Not -cp: ONNX Runtime 1.29 crashes, with and without an agent, where the command line is long.
        builder.environment().put("CLASSPATH", classPath);
        builder.redirectErrorStream(true);
        process = builder.start();
        out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.equals("ready")) {
                return;
            }
        }
        throw new AssertionError(name + " ended before it was ready:\n" + String.join("\n", lines));
    }

    /** All lines that were read. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** All lines up to one that ends so, which is waited for. */
    public List<String> linesUntil(String end) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.endsWith(end)) {
                return List.copyOf(lines);
            }
        }
        throw new AssertionError("no line that ends with '" + end + "' in " + lines);
    }

    /** What it has printed until now. */
    public List<String> printed() {
        return List.copyOf(lines);
    }

    /** The number before a word that the application printed as a line. */
    public int printed(String word) {
        for (String line : lines) {
            if (line.endsWith(' ' + word)) {
                return Integer.parseInt(line.substring(0, line.length() - word.length() - 1));
            }
        }
        throw new AssertionError("no line of " + word + " in " + lines);
    }

    /** What the agent knows. */
    public JsonNode status() throws IOException, InterruptedException {
        return ask("status");
    }

    /** As above once no call is running: a stream that was forgotten ends when the agent next looks. */
    public JsonNode idleStatus() throws IOException, InterruptedException {
        JsonNode status = status();
        for (int attempt = 0; attempt < ATTEMPTS && isBusy(status); attempt++) {
            status = status();
        }
        // The counts of one answer are read one after the other: a call may have ended between two of them.
        return status();
    }

    /** An operation once its streams have delivered a chunk. */
    public JsonNode awaitChunks(String name) throws IOException, InterruptedException {
        JsonNode status = status();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (operations(status).contains(name)
                    && operation(status, name).path("chunks").asInt() > 0) {
                return operation(status, name);
            }
            status = status();
        }
        throw new AssertionError("no chunk of " + name + " in " + status);
    }

    private static boolean isBusy(JsonNode status) {
        for (JsonNode operation : status.path("operations")) {
            if (operation.path("in_flight").asInt() > 0) {
                return true;
            }
        }
        return false;
    }

    public static List<String> operations(JsonNode status) {
        List<String> names = new ArrayList<>();
        status.path("operations")
                .forEach(operation -> names.add(operation.path("operation").asText()));
        return names;
    }

    /** One operation of a status; fails where there is none of that name. */
    public static JsonNode operation(JsonNode status, String name) {
        for (JsonNode operation : status.path("operations")) {
            if (operation.path("operation").asText().equals(name)) {
                return operation;
            }
        }
        throw new AssertionError("no operation " + name + " in " + status);
    }

    /** The first alert of a type of an operation; waits for the detector to make it. */
    public JsonNode alert(String type, String operation) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (JsonNode alert : alerts) {
                if (alert.path("alert_type").asText().equals(type)
                        && alert.path("labels").path("operation").asText().equals(operation)) {
                    return alert;
                }
            }
            // Each question takes a JVM's start.
            alerts = ask("alerts");
        }
        throw new AssertionError("no " + type + " alert of " + operation + " in " + alerts);
    }

    /** Asks until the agent answers, which it does from some half a second after the application's start on. */
    private JsonNode ask(String command) throws IOException, InterruptedException {
        String refusal = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path errors = Files.createTempFile("nightjar", ".err");
            Process asking = new ProcessBuilder(
                            Jdk.OF_THE_TESTS.java(), "-jar", JAR, command, String.valueOf(process.pid()), "--json")
                    .redirectError(errors.toFile())
                    .start();
            try (InputStream in = asking.getInputStream()) {
                byte[] answer = in.readAllBytes();
                if (asking.waitFor() == 0) {
                    return JSON.readTree(answer);
                }
                refusal = read(errors);
                assertThat(refusal).contains("no nightjar runs in process");
            } finally {
                Files.deleteIfExists(errors);
            }
        }
        throw new AssertionError(refusal);
    }

    /** What a file holds, or why that cannot be read. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> left = Files.walk(scratch)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
