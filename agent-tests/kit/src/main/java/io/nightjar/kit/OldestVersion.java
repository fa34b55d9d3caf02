package io.nightjar.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The class path of an application that runs with the oldest version of a library. */
final class OldestVersion {
    private static final Path SOURCES = Path.of("src/test/older/com/acme/apps");
    private static final Path CLASSES = Path.of("target/older-apps");
    private static final Path JARS = Path.of("target/oldest");
    private static final String INSTEAD_OF = "instead-of-";

    private OldestVersion() {}

    /** That of the test with the older jars in place of theirs; before it the application's classes, where it is compiled with them. */
    static String classPath(String app) throws IOException {
        String classPath = replaced(JARS.resolve(app));
        Path source = SOURCES.resolve(app + ".java");
        return Files.exists(source) ? compiled(source, classPath) + File.pathSeparator + classPath : classPath;
    }

    /**
     * Each jar of the directory stands where the class path has another version of the same artifact; one that it lacks is an error. An
     * artifact that has another name now lies in a directory called {@code instead-of-} and that name.
     */
    private static String replaced(Path directory) throws IOException {
        List<String> entries =
                new ArrayList<>(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        for (Path each : files(directory)) {
            String name = each.getFileName().toString();
            if (name.startsWith(INSTEAD_OF)) {
                remove(entries, name.substring(INSTEAD_OF.length()), each);
                files(each).forEach(jar -> entries.add(0, jar.toString()));
            } else {
                remove(entries, artifact(name), each);
                entries.add(0, each.toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void remove(List<String> entries, String artifact, Path other) {
        boolean removed =
                entries.removeIf(entry -> artifact(new File(entry).getName()).equals(artifact));
        if (!removed) {
            throw new IllegalArgumentException("the class path has no " + artifact + " instead of " + other);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static String artifact(String jar) {
        return jar.replaceFirst("-[0-9].*\\.jar$", "");
    }

    private static Path compiled(Path source, String classPath) throws IOException {
        Path classes = Files.createDirectories(CLASSES);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        classPath,
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(code).as("compiled " + source).isZero();
        return classes;
    }
}
