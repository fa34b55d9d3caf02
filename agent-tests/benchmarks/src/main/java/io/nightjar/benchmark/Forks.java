package io.nightjar.benchmark;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/** The JVMs in which an agent is measured. */
final class Forks {
    private static final String CLASS_PATH = "java.class.path";

    private Forks() {}

    /** What is run with another class path. */
    interface Run {
        void run() throws RunnerException, IOException;
    }

    /**
     * Runs with a class path, which JMH gives to its forks, without the agent's own module: its premain class would be found
     * there before that of the packaged jar.
     */
    static void withoutTheAgentsClasses(Run run) throws RunnerException, IOException {
        String classPath = System.getProperty(CLASS_PATH);
        System.setProperty(CLASS_PATH, without(classPath));
        try {
            run.run();
        } finally {
            System.setProperty(CLASS_PATH, classPath);
        }
    }

    private static String without(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry ->
                        !entry.contains("nightjar-runtime") && !entry.contains("runtime" + File.separator + "target"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
