package io.nightjar.forked;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JVM to be started: its JDK, options, environment, and what it runs. Mutable; confined to the test's thread. */
final class ForkedJvm {
    private final Jdk jdk;
    private final List<String> launcher = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> program = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>(List.of(Project.applications()));
    private Path directory;

    private ForkedJvm(Jdk jdk) {
        this.jdk = jdk;
    }

    static ForkedJvm on(Jdk jdk) {
        return new ForkedJvm(jdk);
    }

    /** The agent with an argument, the empty one for defaults. */
    ForkedJvm agent(String argument) {
        return option("-javaagent:" + Project.jar() + (argument.isEmpty() ? "" : "=" + argument));
    }

    ForkedJvm option(String option) {
        options.add(option);
        return this;
    }

    ForkedJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A command that starts the one that is appended to it, in surroundings of its own. */
    ForkedJvm within(List<String> command) {
        launcher.addAll(command);
        return this;
    }

    ForkedJvm directory(Path newDirectory) {
        directory = newDirectory;
        return this;
    }

    ForkedJvm classPath(List<Path> more) {
        classPath.addAll(more);
        return this;
    }

    /** A main class of the class path. */
    ForkedJvm main(String mainClass, String... arguments) {
        StringBuilder path = new StringBuilder();
        for (Path element : classPath) {
            path.append(path.isEmpty() ? "" : File.pathSeparator).append(element);
        }
        program.addAll(List.of("-cp", path.toString(), mainClass));
        program.addAll(List.of(arguments));
        return this;
    }

    /** What follows the options as it stands: {@code -jar …} or {@code -m …}. */
    ForkedJvm program(String... words) {
        program.addAll(List.of(words));
        return this;
    }

    /** Runs to the end, with an empty standard input. */
    Outcome run() {
        try (RunningJvm running = start()) {
            running.endInput();
            return running.awaitExit();
        }
    }

    /**
     * Runs an application that ends with its input: its input ends once a receiver has a slow call's alert. For tests that
     * are not about the end, where a first connection on a busy machine may take longer than an end waits.
     */
    Outcome runUntilTold(AlertReceiver receiver) {
        try (RunningJvm running = start()) {
            running.await(
                    "a slow call's alert",
                    () -> !receiver.requests("latency", "firing").isEmpty());
            running.endInput();
            return running.awaitExit();
        }
    }

    RunningJvm start() {
        List<String> command = new ArrayList<>(launcher);
        command.add(jdk.tool("java").toString());
        command.addAll(options);
        command.addAll(program);
        return launch(command, environment, directory);
    }

    /** Starts any command with an environment of which no Java and no Nightjar variable is inherited. */
    static RunningJvm launch(List<String> command, Map<String, String> environment, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("NIGHTJAR_")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("_JAVA_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        try {
            return new RunningJvm(builder.start(), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
