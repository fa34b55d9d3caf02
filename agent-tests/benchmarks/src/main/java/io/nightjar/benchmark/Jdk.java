package io.nightjar.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

/** A JDK of this machine on which everything is measured. */
record Jdk(int feature, String version, Path home) {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    String java() {
        return home.resolve("bin/java").toString();
    }

    /** The one that runs this, and what is installed beside it: one of each feature release from 17 on. */
    static List<Jdk> found() throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        if (Files.isDirectory(INSTALLED)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(INSTALLED)) {
                children.forEach(homes::add);
            }
        }
        TreeMap<Integer, Jdk> byFeature = new TreeMap<>();
        for (Path home : homes) {
            if (Files.isExecutable(home.resolve("bin/javac")) && Files.isRegularFile(home.resolve("release"))) {
                Jdk jdk = read(home);
                byFeature.putIfAbsent(jdk.feature(), jdk);
            }
        }
        return List.copyOf(byFeature.tailMap(17, true).values());
    }

    private static Jdk read(Path home) throws IOException {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return new Jdk(Runtime.Version.parse(version.split("_")[0]).feature(), version, home);
    }
}
