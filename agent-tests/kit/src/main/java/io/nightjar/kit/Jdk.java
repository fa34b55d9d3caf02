package io.nightjar.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
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
