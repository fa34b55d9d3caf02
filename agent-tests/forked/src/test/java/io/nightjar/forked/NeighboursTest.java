package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The agent beside others: itself, the JDK's tools, the application's own libraries, class-data archives, modules. */
class NeighboursTest {
    @TempDir
    private Path directory;

    @EveryJdk
    void shouldStepAsideWhenAnotherNightjarIsThere(Jdk jdk) throws IOException {
        Path copy = Files.copy(Project.jar(), directory.resolve("copy.jar"));
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome outcome = ForkedJvm.on(jdk)
                    .agent(Hook.slowOver50Millis(receiver))
                    .option("-javaagent:" + copy + "=" + Hook.slowOver50Millis(receiver))
                    .main("com.acme.Application", "slow:120", "read", "say:done")
                    .runUntilTold(receiver);

            assertThat(outcome.stdout()).isEqualTo("reading\ndone\n");
            assertThat(outcome.stderr()).contains("already");
            assertThat(receiver.requests("latency", "firing"))
                    .as(outcome.stderr())
                    .hasSize(1);
        }
    }

    @EveryJdk
    void shouldLeaveTheToolsOfTheJdkAlone(Jdk jdk) throws IOException {
        Map<String, String> everywhere = Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + Project.jar());
        Path source = Files.writeString(directory.resolve("Plain.java"), "class Plain {}");
        String store = directory.resolve("keys.p12").toString();

        Outcome javac = run(everywhere, jdk.tool("javac").toString(), source.toString());
        Outcome keytool = run(
                everywhere,
                jdk.tool("keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=a",
                "-storepass",
                "changeit",
                "-keystore",
                store);

        assertThat(directory.resolve("Plain.class")).exists();
        assertThat(Path.of(store)).exists();
        for (Outcome outcome : List.of(javac, keytool)) {
            assertThat(outcome.exitCode()).isZero();
            assertThat(AgentLines.of(outcome)).isEmpty();
        }
    }

    @EveryJdk
    void shouldWatchAnApplicationThroughJavaToolOptions(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome outcome = ForkedJvm.on(jdk)
                    .environment(
                            "JAVA_TOOL_OPTIONS", "-javaagent:" + Project.jar() + "=" + Hook.slowOver50Millis(receiver))
                    .main("com.acme.Application", "slow:120", "read", "say:done")
                    .runUntilTold(receiver);

            assertThat(outcome.stdout()).isEqualTo("reading\ndone\n");
            assertThat(receiver.requests("latency", "firing"))
                    .as(outcome.stderr())
                    .hasSize(1);
        }
    }

    @EveryJdk
    void shouldLetAnApplicationKeepItsOwnVersionsOfWhatTheAgentCarries(Jdk jdk) throws IOException {
        List<Path> carried;
        try (Stream<Path> jars = Files.list(Project.target().resolve("carried"))) {
            carried = jars.sorted().toList();
        }
        assertThat(carried).hasSize(4);
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome bare = ForkedJvm.on(jdk)
                    .classPath(carried)
                    .main("com.acme.Carrier")
                    .run();

            Outcome watched = ForkedJvm.on(jdk)
                    .agent(Hook.slowOver50Millis(receiver))
                    .classPath(carried)
                    .main("com.acme.Carrier")
                    .runUntilTold(receiver);

            assertThat(bare.exitCode()).as(bare.stderr()).isZero();
            assertThat(watched.stdout())
                    .isEqualTo(bare.stdout())
                    .contains(
                            "jackson 2.15.2",
                            "slf4j-api-1.7.36.jar",
                            "byte-buddy-1.14.9.jar",
                            "jna-5.12.1.jar",
                            "io.nightjar.launch.Launcher absent");
            assertThat(AgentLines.others(watched)).isEqualTo(AgentLines.others(bare));
            assertThat(receiver.requests("latency", "firing"))
                    .as(watched.stderr())
                    .hasSize(1);
        }
    }

    @EveryJdk
    void shouldWatchAnApplicationThatIsLaunchedFromItsSource(Jdk jdk) throws IOException {
        Path source = Files.writeString(
                directory.resolve("Script.java"),
                String.join(
                        "\n",
                        "public class Script {",
                        "    public static void main(String[] arguments) throws Exception {",
                        "        System.out.println(answer());",
                        "        while (System.in.read() >= 0) {}",
                        "    }",
                        "    static int answer() throws InterruptedException {",
                        "        Thread.sleep(120);",
                        "        return 42;",
                        "    }",
                        "}"));
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome outcome = ForkedJvm.on(jdk)
                    .agent("watch=Script#answer;latency.threshold=50ms;" + Hook.to(receiver))
                    .program(source.toString())
                    .runUntilTold(receiver);

            assertThat(outcome.stdout()).isEqualTo("42\n");
            assertThat(AgentLines.others(outcome)).isEmpty();
            assertThat(receiver.requests("latency", "firing"))
                    .as(outcome.stderr())
                    .hasSize(1);
        }
    }

    @EveryJdk
    void shouldWatchAModularApplication(Jdk jdk) throws IOException {
        Path sources = Path.of("src/test/modular").toAbsolutePath();
        Path modules = directory.resolve("modules");
        Outcome compiled = run(
                Map.of(),
                jdk.tool("javac").toString(),
                "-d",
                modules.toString(),
                sources.resolve("module-info.java").toString(),
                sources.resolve("com/acme/modular/Main.java").toString());
        assertThat(compiled.exitCode()).as(compiled.stderr()).isZero();
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome outcome = ForkedJvm.on(jdk)
                    .agent("watch=com.acme.modular..*#answer;latency.threshold=50ms;" + Hook.to(receiver))
                    .program("-p", modules.toString(), "-m", "com.acme.modular/com.acme.modular.Main")
                    .runUntilTold(receiver);

            assertThat(outcome.stdout()).isEqualTo("com.acme.modular answered 42\n");
            assertThat(outcome.exitCode()).isZero();
            assertThat(AgentLines.others(outcome)).isEmpty();
            assertThat(receiver.requests("latency", "firing"))
                    .as(outcome.stderr())
                    .hasSize(1);
        }
    }

    private Outcome run(Map<String, String> environment, String... command) {
        try (RunningJvm running = ForkedJvm.launch(List.of(command), environment, directory)) {
            running.endInput();
            return running.awaitExit();
        }
    }
}
