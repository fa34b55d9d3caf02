package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A bad configuration leaves the application untouched, the agent off, and every problem said. */
class BadConfigurationTest {
    private static final String[] RUN = {"slow:60", "say:done", "exit:4"};

    @TempDir
    private Path directory;

    @EveryJdk
    void shouldSayEveryProblemAndStayOffWhenAFileIsFullOfThem(Jdk jdk) throws IOException {
        Path file = directory.resolve("bad.properties");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        List.of(
                                "# a comment",
                                "watch=com.acme.Engine#infer",
                                "latency.treshold=10ms",
                                "error-rate.threshold=250%",
                                "memory.interval=5parsecs",
                                "alerts.to=log,webhok",
                                "alerts.history=many")));

        Outcome outcome = run(jdk, file.toString());

        assertThat(outcome.stderr())
                .contains("latency.treshold")
                .contains("latency.threshold")
                .contains("error-rate.threshold")
                .contains("250%")
                .contains("memory.interval")
                .contains("5parsecs")
                .contains("webhok")
                .contains("webhook")
                .contains("alerts.history")
                .contains("bad.properties")
                .doesNotContain("Exception");
        for (int line = 3; line <= 7; line++) {
            assertThat(outcome.stderr()).containsPattern("\\b" + line + "\\b");
        }
        shouldHaveLeftTheApplicationAlone(outcome);
    }

    @EveryJdk
    void shouldSayThePathWhenAFileIsMissing(Jdk jdk) {
        Outcome outcome = run(jdk, directory.resolve("absent.properties").toString());

        assertThat(outcome.stderr()).contains("absent.properties").doesNotContain("Exception:");
        shouldHaveLeftTheApplicationAlone(outcome);
    }

    @EveryJdk
    void shouldSayTheEncodingWhenAFileIsNotUtf8(Jdk jdk) throws IOException {
        Path file = directory.resolve("latin.properties");
        Files.write(file, "watch=com.acme.Engine#infer\nservice=\u00fcber\n".getBytes(StandardCharsets.ISO_8859_1));

        Outcome outcome = run(jdk, file.toString());

        assertThat(outcome.stderr()).contains("latin.properties").contains("UTF-8");
        shouldHaveLeftTheApplicationAlone(outcome);
    }

    @EveryJdk
    void shouldSayThePatternWhenOneDoesNotParse(Jdk jdk) {
        Outcome outcome = run(jdk, "watch=com.acme.Engine#infer(int");

        assertThat(outcome.stderr()).contains("com.acme.Engine#infer(int");
        shouldHaveLeftTheApplicationAlone(outcome);
    }

    @EveryJdk
    void shouldRefusePatternsThatNameClassesOfTheJdkOrOfTheAgent(Jdk jdk) {
        Outcome outcome = run(jdk, "watch=java.util.ArrayList#add,io.nightjar.weave.Weaver#install");

        assertThat(outcome.stderr())
                .contains("2 problems")
                .contains(
                        "types of the JDK and of the agent are never woven, at position 1 of 'java.util.ArrayList#add'")
                .contains("at position 1 of 'io.nightjar.weave.Weaver#install'");
        shouldHaveLeftTheApplicationAlone(outcome);
    }

    @EveryJdk
    void shouldRefuseAPatternThatMatchesTooManyMethodsAndFollowTheOthers(Jdk jdk) throws IOException {
        List<Path> jars;
        try (Stream<Path> carried = Files.list(Project.target().resolve("carried"))) {
            jars = carried.sorted().toList();
        }
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.fasterxml..*#*,com.acme.LinkAll#link")
                .classPath(jars)
                .main("com.acme.LinkAll", "carried")
                .start()) {
            jvm.awaitError("methods or more and is refused, because 2000 is the most: narrow it to fewer packages");

            assertThat(jvm.stderr()).contains("watch pattern com.fasterxml..*#*: 'com.fasterxml..*#*' matches ");
            assertThat(AgentStatus.operation(jvm, "LinkAll.link")).containsEntry("calls", 4L);
            assertThat(AgentStatus.failures(jvm)).isEmpty();
            jvm.endInput();
            assertThat(jvm.awaitExit().exitCode()).isZero();
        }
    }

    @EveryJdk
    void shouldNameAPresetWithAnErrorAndFollowTheOthers(Jdk jdk) throws IOException {
        Files.writeString(
                directory.resolve("broken.preset"),
                "packages = com.acme\nlayer = engine\nrun.match = com.acme.Engine#infer(\n");
        Files.writeString(
                directory.resolve("whole.preset"),
                "packages = com.acme\nlayer = engine\nrun.match = com.acme.Engine#infer\n");
        Path file = Files.writeString(directory.resolve("nightjar.properties"), "watch = broken, whole\n");
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent(file.toString())
                .main("com.acme.Application", "calls:3", "read")
                .start()) {
            jvm.awaitOut("reading");

            assertThat(AgentStatus.operation(jvm, "whole.run")).containsEntry("calls", 3L);
            assertThat(jvm.stderr())
                    .contains("preset broken")
                    .contains("line 3")
                    .contains("broken.preset")
                    .contains("left out");
        }
    }

    @EveryJdk
    void shouldSwitchOffOnlyTheDestinationWhenItsSecretIsMissing(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome outcome = run(jdk, Hook.slowOver50Millis(receiver) + ";webhook.secret=${env:NO_SUCH_SECRET}");

            assertThat(outcome.stdout()).isEqualTo("done\n");
            assertThat(outcome.stderr())
                    .contains("NO_SUCH_SECRET")
                    .contains("Latency threshold exceeded for Engine.infer");
            assertThat(receiver.requests()).isEmpty();
        }
    }

    private static Outcome run(Jdk jdk, String argument) {
        return ForkedJvm.on(jdk)
                .agent(argument)
                .main("com.acme.Application", RUN)
                .run();
    }

    private static void shouldHaveLeftTheApplicationAlone(Outcome outcome) {
        assertThat(outcome.stdout()).isEqualTo("done\n");
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.stderr())
                .contains("nightjar")
                .doesNotContain("threshold exceeded")
                .doesNotContain("\tat ");
    }
}
