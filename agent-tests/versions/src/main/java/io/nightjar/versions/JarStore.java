package io.nightjar.versions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The jars of libraries in Maven's local repository, into which Maven downloads those that it lacks. */
final class JarStore {
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";
    private static final long MOST_MINUTES = 30;

    private final Path repository;
    private final Path maven;
    private final boolean offline;

    private JarStore(Path repository, Path maven, boolean offline) {
        this.repository = repository;
        this.maven = maven;
        this.offline = offline;
    }

    /** The store that the build names in its system properties. */
    static JarStore ofBuild() {
        return new JarStore(
                Path.of(property("versions.repository")),
                Path.of(property("versions.maven")),
                property("versions.offline").endsWith("true"));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the build sets " + name + ": run it by Maven");
        }
        return value;
    }

    /** Where a jar lies once it is there. */
    Path jar(String coordinates) {
        String[] parts = coordinates.split(":");
        return repository
                .resolve(parts[0].replace('.', '/'))
                .resolve(parts[1])
                .resolve(parts[2])
                .resolve(parts[1] + '-' + parts[2] + ".jar");
    }

    boolean has(List<String> coordinates) {
        return coordinates.stream().allMatch(each -> Files.isRegularFile(jar(each)));
    }

    /**
     * Downloads what is not there yet, all of it in one run of Maven.
     *
     * @throws IOException where Maven cannot, with what it says
     */
    void fetch(List<String> coordinates) throws IOException, InterruptedException {
        List<String> missing = coordinates.stream()
                .filter(each -> !Files.isRegularFile(jar(each)))
                .distinct()
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Path directory = Files.createTempDirectory("versions");
        Path pom = Files.writeString(directory.resolve("pom.xml"), pom(missing));
        run(pom, directory);
        for (String each : missing) {
            if (!Files.isRegularFile(jar(each))) {
                throw new IOException("Maven left no " + jar(each));
            }
        }
    }

    private void run(Path pom, Path directory) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>(List.of(
                maven.resolve("bin").resolve(windows ? "mvn.cmd" : "mvn").toString(),
                "-B",
                "-q",
                "-ntp",
                "-f",
                pom.toString(),
                "-Dmaven.repo.local=" + repository,
                PLUGIN));
        if (offline) {
            command.add("-o");
        }
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        if (!ended || process.exitValue() != 0) {
            throw new IOException("Maven cannot have the jars:\n" + Files.readString(output));
        }
    }

    private static String pom(List<String> coordinates) {
        StringBuilder items = new StringBuilder();
        for (String each : coordinates) {
            String[] parts = each.split(":");
            items.append("<artifactItem><groupId>")
                    .append(parts[0])
                    .append("</groupId><artifactId>")
                    .append(parts[1])
                    .append("</artifactId><version>")
                    .append(parts[2])
                    .append("</version></artifactItem>\n");
        }
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>io.nightjar</groupId>
                  <artifactId>versions</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build><plugins><plugin>
                    <artifactId>maven-dependency-plugin</artifactId>
                    <configuration>
                      <artifactItems>
                %s      </artifactItems>
                    </configuration>
                  </plugin></plugins></build>
                </project>
                """.formatted(items);
    }
}
