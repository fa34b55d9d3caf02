package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.log.AgentVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NightjarCommandTest {
    @TempDir
    Path directory;

    @Test
    void shouldPrintItsVersionWhenAsked() {
        Typed typed = Typed.command("--version");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out().strip()).isEqualTo("nightjar " + AgentVersion.text());
        assertThat(AgentVersion.text()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void shouldNameEveryCommandWhenAskedForHelp() {
        Typed typed = Typed.command("--help");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .startsWith("Nightjar watches")
                .contains(
                        "Usage: java -jar nightjar.jar <command>",
                        "check",
                        "attach",
                        "detach",
                        "alerts",
                        "status",
                        "matches",
                        "sample")
                .contains("-javaagent:nightjar.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "attach", "detach", "alerts", "status", "matches", "sample"})
    void shouldDescribeACommandWhenAskedForItsHelp(String command) {
        Typed typed = Typed.command(command, "--help");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("Usage: java -jar nightjar.jar " + command);
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void shouldEndWithTwoWhenItIsNotUnderstood() {
        assertThat(Typed.command().exitCode()).isEqualTo(2);
        assertThat(Typed.command().err()).contains("a command is missing");
        assertThat(Typed.command("chek").exitCode()).isEqualTo(2);
        assertThat(Typed.command("alerts").exitCode()).isEqualTo(2);
        assertThat(Typed.command("alerts", "me").exitCode()).isEqualTo(2);
        assertThat(Typed.command("alerts", "1", "--type", "sound").err()).contains("--type must be one of latency");
        assertThat(Typed.command("alerts", "1", "--limit", "-1").exitCode()).isEqualTo(2);
        assertThat(Typed.command("check").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldSayEveryProblemWhenACheckedConfigurationIsWrong() throws Exception {
        Path file = Files.writeString(directory.resolve("n.properties"), "window=soon\nlatency.treshold=1s\n");

        Typed typed = Typed.command("check", file.toString());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines())
                .hasSize(3)
                .first()
                .isEqualTo("nightjar: the configuration has 2 problems; the agent stays off");
        assertThat(typed.err())
                .contains(file + ":1: window = soon: must be a duration")
                .contains(file + ":2: latency.treshold: unknown key (did you mean latency.threshold?)");
    }

    @Test
    void shouldSayWhatIsOnWhenACheckedConfigurationIsValid() {
        Typed typed = Typed.command(
                "check",
                "watch=opennlp;alerts.to=webhook,slack;webhook.url=https://h:1/secret;slack.url=${env:NO_SUCH_VARIABLE}");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .contains("the configuration is valid: agent argument")
                .contains("but destination slack is switched off: slack.url: environment variable NO_SUCH_VARIABLE")
                .contains("watch:     opennlp")
                .contains("alerts to: log, webhook https://h:1")
                .doesNotContain("/secret");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void shouldSayWhatIsSilencedAndWhereTheStateIsKeptWhenACheckedConfigurationIsValid() throws Exception {
        Path file = Files.writeString(directory.resolve("n.properties"), """
                silence.a.match = severity=warning
                silence.b.match = operation=chat*
                silence.b.until = 2020-12-24T18:00+01:00
                silence.c.match = ${file:%1$s}
                silence.c.weekly = Sat 22:00 - Sun 04:00
                silence.c.zone = Europe/Berlin
                silence.d.match = severity=error
                silence.d.from = 2020-12-24T18:00Z
                state = %2$s
                """.formatted(
                        Files.writeString(directory.resolve("match"), "model=needle"), directory.resolve("state")));

        Typed typed = Typed.command("check", file.toString());

        assertThat(typed.out().lines().map(String::strip))
                .contains(
                        "silence:   a = severity=warning, for ever",
                        "silence:   b = operation=chat*, until 2020-12-24T17:00:00Z, which is over",
                        "silence:   c = ${file:" + directory.resolve("match")
                                + "}, Sat 22:00 - Sun 04:00 (Europe/Berlin)",
                        "silence:   d = severity=error, from 2020-12-24T18:00:00Z, for ever",
                        "state:     " + directory.resolve("state"));
        assertThat(typed.out()).doesNotContain("needle");
    }

    @Test
    void shouldShowReferencesAsTheyAreWrittenWhenACheckedConfigurationIsValid() throws Exception {
        String pattern = reference("pattern", "com.acme.Needle#infer");
        String millis = reference("millis", "4711ms");
        String place = reference("place", directory.resolve("needle").toString());
        Path file = Files.writeString(
                directory.resolve("n.properties"),
                "watch = " + pattern + ", opennlp\noperation.mine.match = " + pattern + "\nlatency.threshold = "
                        + millis + "\nlabels.team = " + reference("team", "needles") + "\nalerts.spool = " + place
                        + '\n');

        Typed typed = Typed.command("check", file.toString());

        assertThat(typed.err()).isEmpty();
        assertThat(typed.out())
                .contains(
                        "watch:     " + pattern + ", opennlp", "mine = " + pattern, "above " + millis, "spool " + place)
                .doesNotContainIgnoringCase("needle")
                .doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log.file = %s/log", "alerts.spool = %s", "state = %s", "alerts.to = log\nhttp.ca-file = %s"})
    void shouldShowAPathAsItIsWrittenWhenItIsNotOne(String line) throws Exception {
        Path needle = Files.createDirectory(directory.resolve("needle")).resolve("file");
        String written =
                reference("place", Files.writeString(needle, "no certificate").toString());
        Path file = Files.writeString(directory.resolve("n.properties"), line.formatted(written) + '\n');

        Typed typed = Typed.command("check", file.toString());

        assertThat(typed.out() + typed.err()).doesNotContain("needle");
    }

    private String reference(String name, String value) throws IOException {
        return "${file:" + Files.writeString(directory.resolve(name), value) + '}';
    }

    @Test
    void shouldSayWhichHostNobodyKnowsWhenAConfigurationIsChecked() {
        Typed typed = Typed.command(
                "check",
                "alerts.to=webhook,slack;webhook.url=https://no-such-host.invalid/secret;slack.url=http://127.0.0.1:9/T");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .contains(
                        "but destination webhook https://no-such-host.invalid has no such host: its alerts wait until there is one")
                .doesNotContain("but destination slack", "/secret");
    }

    @Test
    void shouldSayTheProblemsBeforeItTouchesAJvmWhenTheOptionsAreWrong() {
        Typed typed = Typed.command("attach", "1", "window=soon");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("agent argument: window = soon: must be a duration");
    }

    @Test
    void shouldMakeThePathAbsoluteWhenTheArgumentGoesToAnotherJvm() {
        Path here = Path.of("/somewhere");

        assertThat(absolute(here, "a.properties")).isEqualTo("/somewhere/a.properties");
        assertThat(absolute(here, "window=5s;config=a.properties"))
                .isEqualTo("window=5s;config=/somewhere/a.properties");
        assertThat(absolute(here, "window=5s")).isEqualTo("window=5s");
        assertThat(absolute(here, "")).isEmpty();
    }

    private static String absolute(Path here, String argument) {
        return AgentArgument.of(java.util.List.of(argument), here).absolute();
    }
}
