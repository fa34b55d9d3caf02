package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.request.FakePolicy;
import io.nightjar.request.RequestPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against a JVM of its own, through its attach protocol and real files. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "requests are taken on Linux only")
class PolicyCommandsTest {
    @TempDir
    private Path directory;

    private AnsweringJvm jvm;
    private String pid;

    @BeforeEach
    void startJvm() throws Exception {
        jvm = AnsweringJvm.startWithPolicy(directory);
        pid = jvm.pid();
    }

    @AfterEach
    void endJvm() throws Exception {
        jvm.close();
    }

    @Test
    void shouldShowWhoLooksAfterItFromAcknowledgementUntilItIsTakenBack() {
        Typed acknowledged = Typed.command("ack", pid, "3fa", "--by", "ada", "--note", "on it: \"é\"", "--for", "2h");
        assertThat(acknowledged.err()).isEmpty();
        assertThat(acknowledged.exitCode()).isZero();
        assertThat(acknowledged.out().strip())
                .isEqualTo("3fa9c0d1: Latency threshold exceeded for é.run: 812.40ms,"
                        + " acknowledged by ada until 2026-11-28T16:00:00.000Z");
        assertThat(Typed.command("conditions", pid).out()).isEqualToNormalizingNewlines("""
                        fingerprint  since                     severity  state    message                                         acknowledged by  silenced by
                        3fa9c0d1     2026-11-28T13:58:30.000Z  error     firing   Latency threshold exceeded for é.run: 812.40ms  ada              -
                        3fb20000     2026-11-28T13:59:55.000Z  critical  pending  Memory threshold exceeded: heap 97.00%          -                -
                        """);
        assertThat(Typed.command("conditions", pid, "--json").out())
                .startsWith("[\n{\"fingerprint\":\"" + FakePolicy.FIRING)
                .contains("\"acknowledged\":{\"by\":\"ada\",\"note\":\"on it: \\\"é\\\"\",\"until\":");

        assertThat(Typed.command("unack", pid, "3fa").out().strip())
                .isEqualTo("3fa9c0d1: Latency threshold exceeded for é.run: 812.40ms");
        assertThat(Typed.command("conditions", pid).out()).doesNotContain("ada");
        assertNothingIsLeft();
    }

    @Test
    void shouldNameTheUserWhenNobodyElseIsNamed() {
        assertThat(Typed.command("ack", pid, FakePolicy.FIRING).out().strip())
                .endsWith(", acknowledged by " + System.getProperty("user.name"));
    }

    @Test
    void shouldPrintTheIdOfASilenceUntilItIsEndedByIt() {
        assertThat(Typed.command("silences", pid).out().strip()).isEqualTo("no silences");
        assertThat(Typed.command("silences", pid, "--json").out().strip()).isEqualTo("[]");

        Typed silenced = Typed.command(
                "silence", pid, "severity>=error, operation=\"a,b\"|é*", "--for=90s", "--by=ada", "--note=move");
        assertThat(silenced.err()).isEmpty();
        assertThat(silenced.out().strip()).isEqualTo("s1");
        assertThat(Typed.command("silences", pid).out()).isEqualToNormalizingNewlines("""
                        id  match                                from                      until                     by   note
                        s1  severity>=error, operation="a,b"|é*  2026-11-28T14:00:00.000Z  2026-11-28T14:01:30.000Z  ada  move
                        """);
        assertThat(Typed.command("silences", pid, "--json").out()).contains("{\"id\":\"s1\",\"match\":");
        assertThat(Typed.command("conditions", pid).out()).contains("s1");

        assertThat(Typed.command("unsilence", pid, "s1").out().strip())
                .isEqualTo("no longer silenced: severity>=error, operation=\"a,b\"|é*");
        assertThat(Typed.command("silences", pid).out().strip()).isEqualTo("no silences");
        assertNothingIsLeft();
    }

    @Test
    void shouldSayWhyNotWhenTheAgentRefuses() {
        assertRefused("no condition begins with 4", "ack", pid, "4");
        assertRefused("2 conditions begin with 3f", "ack", pid, "3f");
        assertRefused("3fb does not fire", "unack", pid, "3fb");
        assertRefused("it is not acknowledged", "unack", pid, "3fa");
        assertRefused("there is no silence s7", "unsilence", pid, "s7");
        assertRefused(
                "note of the request is longer than 2000 characters", "ack", pid, "3fa", "--note", "x".repeat(2_001));
        assertThat(Typed.command("conditions", pid).out()).doesNotContain("s1");
        assertNothingIsLeft();
    }

    @Test
    void shouldRefuseAMatcherWithItsPlaceWithoutTheAgent() {
        Typed typed = Typed.command("silence", "999999999", "severity>=error, colour=red", "--for", "1h");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines().toList()).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0)).startsWith("nightjar: the matcher cannot be read: unknown key 'colour'");
            assertThat(lines.get(1)).isEqualTo("  severity>=error, colour=red");
            assertThat(lines.get(2)).isEqualTo("  " + " ".repeat(17) + "^");
        });
    }

    @Test
    void shouldRefuseWhatIsNotUnderstoodWhenItIsTypedWrong() {
        assertUsage("--for is missing", "silence", pid, "severity=error");
        assertUsage("not 'soon'", "silence", pid, "severity=error", "--for", "soon");
        assertUsage("not '0'", "ack", pid, "3fa", "--for", "0");
        assertUsage("the fingerprint is empty", "ack", pid, " ");
        assertUsage("the id is empty", "unsilence", pid, "");
        assertUsage("<fingerprint>", "unack", pid);
    }

    @Test
    void shouldSayThatTheAgentIsOlderWhenItDoesNotKnowThem(@TempDir Path old) throws Exception {
        try (AnsweringJvm older = AnsweringJvm.start(old, "{}", "[]")) {
            for (String[] command : commands(older.pid())) {
                assertRefused("the agent in process " + older.pid() + " is older than this command", command);
            }
        }
    }

    @Test
    void shouldSayThatNoAgentIsThereWhenTheJvmHasNone(@TempDir Path empty) throws Exception {
        try (AnsweringJvm bare = AnsweringJvm.start(empty, "", "")) {
            for (String[] command : commands(bare.pid())) {
                assertRefused("no nightjar runs in process " + bare.pid(), command);
            }
        }
    }

    @Test
    void shouldCarryOutEachWhenSeveralAskAtOnce() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(3);
        try {
            List<Future<Typed>> asked = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                asked.add(people.submit(() -> Typed.command("silence", pid, "severity=error", "--for", "1h")));
            }
            List<String> ids = new ArrayList<>();
            for (Future<Typed> one : asked) {
                assertThat(one.get().err()).isEmpty();
                ids.add(one.get().out().strip());
            }
            assertThat(ids).containsExactlyInAnyOrder("s1", "s2", "s3");
        } finally {
            people.shutdownNow();
        }
        assertNothingIsLeft();
    }

    @Test
    void shouldLeaveAloneWhatIsInTheWay() throws Exception {
        Path place = place();
        Files.writeString(place, "somebody's");
        try {
            assertRefused(place + " is in the way: it is no directory", "ack", pid, "3fa");
            assertThat(place).hasContent("somebody's");
        } finally {
            Files.delete(place);
        }
    }

    @Test
    void shouldDoWithoutAnAnswerWhenThePlaceIsOpenToOthers() throws Exception {
        Files.createDirectory(place());
        try {
            Files.setPosixFilePermissions(place(), PosixFilePermissions.fromString("rwxrwxrwx"));

            assertThat(Typed.command("conditions", pid).exitCode()).isZero();
        } finally {
            Files.delete(place());
        }
    }

    private static String[][] commands(String pid) {
        return new String[][] {
            {"conditions", pid},
            {"silences", pid, "--json"},
            {"ack", pid, "3fa"},
            {"unack", pid, "3fa"},
            {"silence", pid, "severity=error", "--for", "1h"},
            {"unsilence", pid, "s1"}
        };
    }

    private static void assertRefused(String words, String... command) {
        Typed typed = Typed.command(command);
        assertThat(typed.err()).startsWith("nightjar: " + words);
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).isEmpty();
    }

    private static void assertUsage(String words, String... command) {
        Typed typed = Typed.command(command);
        assertThat(typed.err()).contains(words);
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
    }

    private Path place() {
        return Path.of(RequestPlace.TEMPORARY_DIRECTORY, RequestPlace.directory(Long.parseLong(pid)));
    }

    private void assertNothingIsLeft() {
        assertThat(place()).doesNotExist();
    }
}
