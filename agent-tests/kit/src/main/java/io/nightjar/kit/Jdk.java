package io.nightjar.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** A JDK of this machine: the one that runs the tests, or one beside it. */
public record Jdk(int feature, Path home) {
    public static final Jdk OF_THE_TESTS =
            new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));

    public String java() {
        return home.resolve("bin/java").toString();
    }

    /** One of each feature release from 17 on, the oldest first. */
    public static Collection<Jdk> found() throws IOException {
        TreeMap<Integer, Jdk> found = new TreeMap<>();
        found.put(OF_THE_TESTS.feature(), OF_THE_TESTS);
        try (DirectoryStream<Path> homes =
                Files.newDirectoryStream(OF_THE_TESTS.home().getParent())) {
            for (Path home : homes) {
                if (Files.isExecutable(home.resolve("bin/java")) && Files.isRegularFile(home.resolve("release"))) {
                    Jdk jdk = new Jdk(feature(home.resolve("release")), home);
                    if (jdk.feature() >= 17) {
                        found.putIfAbsent(jdk.feature(), jdk);
                    }
                }
            }
        }
        return found.values();
    }

    /** The newest one that can compile, of this feature release or a later one: for libraries that the JDK of the tests cannot read. */
    public static Optional<Jdk> newestFrom(int feature) throws IOException {
        return found().stream()
                .filter(jdk -> jdk.feature() >= feature && Files.isExecutable(jdk.javac()))
                .reduce((older, newer) -> newer);
    }

    private Path javac() {
        return home.resolve("bin/javac");
    }

    /** Compiles a source for this JDK into a folder, which it returns; fails where the compiler does. */
    public Path compiled(Path source, String classPath, Path classes) throws IOException, InterruptedException {
        Process javac = new ProcessBuilder(
                        javac().toString(),
                        "-proc:none",
                        "-cp",
                        classPath,
                        "-d",
                        Files.createDirectories(classes).toString(),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream said = javac.getInputStream()) {
            String all = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            if (javac.waitFor() != 0) {
                throw new AssertionError(all);
            }
        }
        return classes;
    }

    private static int feature(Path release) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return Runtime.Version.parse(version.split("_")[0]).feature();
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
