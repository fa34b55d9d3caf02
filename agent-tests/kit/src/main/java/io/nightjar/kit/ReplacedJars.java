package io.nightjar.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The class path of a test with other versions of some of its jars. */
final class ReplacedJars {
    private ReplacedJars() {}

    /** Each jar of the directory stands where the class path has another version of the same artifact; one that it lacks is an error. */
    static String classPath(Path directory) throws IOException {
        List<String> entries =
                new ArrayList<>(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        try (Stream<Path> jars = Files.list(directory)) {
            for (Path jar : jars.toList()) {
                String artifact = artifact(jar.getFileName().toString());
                boolean removed = entries.removeIf(
                        entry -> artifact(new File(entry).getName()).equals(artifact));
                if (!removed) {
                    throw new IllegalArgumentException("the class path has no " + artifact + " instead of " + jar);
                }
                entries.add(jar.toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String artifact(String jar) {
        return jar.replaceFirst("-[0-9].*\\.jar$", "");
    }
}
