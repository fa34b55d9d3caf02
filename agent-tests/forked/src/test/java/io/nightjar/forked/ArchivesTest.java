package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Class-data archives of the application, made without the agent and with it, serve on. */
class ArchivesTest {
    private static final String WATCH = "watch=com.acme.Engine#infer";

    @TempDir
    private Path directory;

    private Path application;

    @BeforeEach
    void packApplication() throws IOException {
        application = directory.resolve("application.jar");
        try (OutputStream file = Files.newOutputStream(application);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> classes = Files.walk(Project.applications())) {
            for (Path path : classes.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(
                        new JarEntry(Project.applications().relativize(path).toString()));
                jar.write(Files.readAllBytes(path));
                jar.closeEntry();
            }
        }
    }

    @EveryJdk
    void shouldStillUseAnArchiveThatWasMadeWithoutTheAgent(Jdk jdk) throws IOException {
        String archive = directory.resolve("application.jsa").toString();
        Outcome dumped = ForkedJvm.on(jdk)
                .option("-XX:ArchiveClassesAtExit=" + archive)
                .program("-cp", application.toString(), "com.acme.Application", "calls:3")
                .run();
        assertThat(dumped.exitCode()).as(dumped.stderr()).isZero();

        Path loaded = directory.resolve("loaded.log");
        Outcome watched = ForkedJvm.on(jdk)
                .agent(WATCH)
                .option("-Xshare:auto")
                .option("-XX:SharedArchiveFile=" + archive)
                .option("-Xlog:class+load:file=" + loaded)
                .program("-cp", application.toString(), "com.acme.Application", "calls:3")
                .run();

        // On 25 the JVM itself remarks on any agent here, whatever the agent does.
        Outcome idle = ForkedJvm.on(jdk)
                .option("-javaagent:" + idleAgent())
                .option("-Xshare:auto")
                .option("-XX:SharedArchiveFile=" + archive)
                .program("-cp", application.toString(), "com.acme.Application", "calls:3")
                .run();
        assertThat(withoutTimes(watched.stdout()))
                .isEqualTo(withoutTimes(idle.stdout()))
                .endsWith("sum 6\n");
        assertThat(AgentLines.others(watched)).isEmpty();
        List<String> lines = read(loaded);
        assertThat(lines).anyMatch(line -> line.contains("com.acme.Application source: shared objects file (top)"));
        assertThat(lines).noneMatch(line -> line.contains("java.lang.Object source: jrt:"));
    }

    @EveryJdkFrom25
    void shouldRunOnAnAotCacheThatWasTrainedWithTheAgentAttached(Jdk jdk) {
        String cache = directory.resolve("application.aot").toString();

        Outcome trained = ForkedJvm.on(jdk)
                .agent(WATCH)
                .option("-XX:AOTCacheOutput=" + cache)
                .program("-cp", application.toString(), "com.acme.Application", "calls:3")
                .run();
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome watched = ForkedJvm.on(jdk)
                    .agent(Hook.slowOver50Millis(receiver))
                    .option("-XX:AOTCache=" + cache)
                    .program("-cp", application.toString(), "com.acme.Application", "slow:120", "read", "calls:3")
                    .runUntilTold(receiver);

            assertThat(trained.exitCode()).as(trained.stderr()).isZero();
            assertThat(watched.exitCode()).as(watched.stderr()).isZero();
            assertThat(watched.stdout()).endsWith("sum 6\n");
            assertThat(receiver.requests("latency", "firing"))
                    .as(watched.stderr())
                    .hasSize(1);
        }
    }

    /** The jar of an agent that does nothing. */
    private Path idleAgent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", "com.acme.IdleAgent");
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path path = directory.resolve("idle-agent.jar");
        String entry = "com/acme/IdleAgent.class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path), manifest)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(Files.readAllBytes(Project.applications().resolve(entry)));
            jar.closeEntry();
        }
        return path;
    }

    private static String withoutTimes(String log) {
        return log.replaceAll("(?m)^\\[[0-9.]+s]", "");
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
