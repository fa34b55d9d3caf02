package io.nightjar.forked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

/** The JDKs on which every forked test runs: 17 and later, one of each feature release. */
final class Jdks {
    private static final List<Jdk> FOUND = find();

    private Jdks() {}

    /** At least the JDK that runs the tests, the oldest first. */
    static List<Jdk> found() {
        return FOUND;
    }

    static List<Jdk> foundFrom21() {
        return FOUND.stream().filter(jdk -> jdk.feature() >= 21).toList();
    }

    static List<Jdk> foundFrom25() {
        return FOUND.stream().filter(jdk -> jdk.feature() >= 25).toList();
    }

    private static List<Jdk> find() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        for (String variable : List.of("JAVA_HOME", "JAVA_17_HOME", "JAVA_25_HOME", "JDK_17", "JDK_25")) {
            String value = System.getenv(variable);
            if (value != null && !value.isBlank()) {
                homes.add(Path.of(value));
            }
        }
        Path user = Path.of(System.getProperty("user.home"));
        for (Path parent : List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/opt"),
                Path.of("/opt/java"),
                user.resolve(".sdkman/candidates/java"),
                user.resolve(".jdks"))) {
            homes.addAll(children(parent));
        }
        TreeMap<Integer, Jdk> byFeature = new TreeMap<>();
        for (Path home : homes) {
            Jdk jdk = read(home);
            if (jdk != null && jdk.feature() >= 17) {
                byFeature.putIfAbsent(jdk.feature(), jdk);
            }
        }
        return List.copyOf(byFeature.values());
    }

    private static List<Path> children(Path parent) {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
                stream.forEach(children::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        children.sort(Comparator.naturalOrder());
        return children;
    }

    /** The JDK at a path by its {@code release} file; null where there is none, or no compiler. */
    private static Jdk read(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
            return null;
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(release)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        int feature = Runtime.Version.parse(version.split("_")[0]).feature();
        return new Jdk(feature, version, home);
    }
}
