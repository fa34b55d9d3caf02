package io.nightjar.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.json.AlertJson;
import io.nightjar.sample.SpyLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "requests are taken on Linux only")
class AgentRequestsTest {
    private final FakePolicy policy = new FakePolicy();
    private final SpyLog log = new SpyLog();

    @TempDir
    private Path temporary;

    private AgentRequests requests;

    @BeforeEach
    void makeRequests() {
        requests = new AgentRequests(policy, log.log(), InstantSource.system(), temporary);
    }

    @Test
    void shouldAnswerNothingWhenNothingWasAsked() {
        assertThat(requests.answer()).isEqualTo("{\"rejected\":0}");
        assertThat(policy.asked()).isZero();
    }

    @Test
    void shouldAcknowledgeAndTakeItBackWhenAskedTo() throws Exception {
        write("""
                {"version":1,"id":"aaaaaaaa-1","command":"ack","fingerprint":"3fa","by":"ada","note":"on it","for_seconds":7200}""");

        Map<String, @Nullable Object> answer = answer();
        assertThat(answer).containsEntry("id", "aaaaaaaa-1").containsEntry("ok", true);
        assertThat(object(answer, "result"))
                .containsEntry("fingerprint", FakePolicy.FIRING)
                .containsEntry(
                        "acknowledged", Map.of("by", "ada", "note", "on it", "until", "2026-11-28T16:00:00.000Z"));
        assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("ack of 3fa for 7200 s by ada: on it"));

        write("""
                {"version":1,"id":"aaaaaaaa-2","command":"unack","fingerprint":"3fa"}""");
        assertThat(object(answer(), "result")).containsEntry("acknowledged", null);
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldSilenceAndEndItWhenAskedTo() throws Exception {
        write("""
                {"version":1,"id":"aaaaaaaa-1","command":"silence","match":"severity>=error","for_seconds":60,"by":null}""");
        assertThat(object(answer(), "result"))
                .containsEntry("id", "s1")
                .containsEntry("match", "severity>=error")
                .containsEntry("from", "2026-11-28T14:00:00.000Z")
                .containsEntry("until", "2026-11-28T14:01:00.000Z")
                .containsEntry("by", null)
                .containsEntry("note", null);
        assertThat(requests.silences()).startsWith("[{\"id\":\"s1\",\"match\":\"severity>=error\",\"from\":");
        assertThat(requests.conditions()).contains("\"silenced_by\":\"s1\"");

        write("""
                {"version":1,"id":"aaaaaaaa-2","command":"unsilence","silence":"s1"}""");
        assertThat(answer()).containsEntry("ok", true);
        assertThat(requests.silences()).isEqualTo("[]");
    }

    @Test
    void shouldKeepTheAnswerWhenSomebodyElseAsksInBetween() throws Exception {
        write("""
                {"version":1,"id":"aaaaaaaa-1","command":"ack","fingerprint":"3fa"}""");
        String first = requests.answer();

        assertThat(requests.answer()).isEqualTo(first).contains("aaaaaaaa-1");
        assertThat(policy.asked()).isEqualTo(1);
    }

    @Test
    void shouldSayWhyNotWhenThePolicyRefuses() throws Exception {
        write("""
                {"version":1,"id":"aaaaaaaa-1","command":"ack","fingerprint":"3f"}""");

        assertThat(answer())
                .containsEntry("id", "aaaaaaaa-1")
                .containsEntry("ok", false)
                .containsEntry("error", "2 conditions begin with 3f");
        assertThat(log.lines()).isEmpty();
        assertThat(requests.answer()).endsWith("\"rejected\":0}");
    }

    @Test
    void shouldCarryItOutOnceWhenTheSameIdComesAgain() throws Exception {
        String request = """
                {"version":1,"id":"aaaaaaaa-1","command":"silence","match":"severity>=error","for_seconds":60}""";
        write(request);
        requests.answer();
        write(request);

        assertThat(answer())
                .containsEntry("id", "aaaaaaaa-1")
                .containsEntry("ok", false)
                .containsEntry("error", "the request was carried out before");
        assertThat(policy.asked()).isEqualTo(1);
    }

    @Test
    void shouldRefuseItAndDoNothingWhenItIsNoRequestThatItKnows() throws Exception {
        refused("no request", null, "no JSON object");
        refused("[1]", null, "no JSON object");
        refused("[".repeat(60_000), null, "no JSON object");
        refused(
                "{\"version\":1,\"id\":\"aaaaaaaa-1\",\"command\":\"ack\",\"fingerprint\":\"3fa\"} {}",
                null,
                "no JSON");
        refused("{}", null, "lacks its id");
        refused("{\"version\":1,\"id\":\"../../../etc\",\"command\":\"ack\"}", null, "lacks its id");
        refusedWithId("\"command\":\"ack\",\"fingerprint\":\"3fa\"", "version none; this agent knows 1");
        refusedWithId("\"version\":2,\"command\":\"ack\",\"fingerprint\":\"3fa\"", "version '2'; this agent knows 1");
        refusedWithId("\"version\":\"1\",\"command\":\"ack\",\"fingerprint\":\"3fa\"", "version '1'");
        refusedWithId("\"version\":1", "no command none");
        refusedWithId("\"version\":1,\"command\":\"reload\"", "no command 'reload'");
        refusedWithId("\"version\":1,\"command\":\"ack\"", "ack lacks its member fingerprint");
        refusedWithId("\"version\":1,\"command\":\"ack\",\"fingerprint\":\" \"", "ack lacks its member fingerprint");
        refusedWithId("\"version\":1,\"command\":\"ack\",\"fingerprint\":7", "fingerprint of the request is no text");
        refusedWithId(
                "\"version\":1,\"command\":\"unack\",\"fingerprint\":\"3fa\",\"by\":\"a\"", "no member 'by' of unack");
        refusedWithId("\"version\":1,\"command\":\"silence\",\"match\":\"severity=error\"", "for_seconds");
        for (String time : new String[] {"0", "-1", "1.5", "\"60\"", "999999999999"}) {
            refusedWithId(
                    "\"version\":1,\"command\":\"silence\",\"match\":\"severity=error\",\"for_seconds\":" + time,
                    "for_seconds of the request is no whole number");
        }
        refusedWithId(
                "\"version\":1,\"command\":\"ack\",\"fingerprint\":\"3fa\",\"note\":\"" + "x".repeat(2_001) + "\"",
                "note of the request is longer than 2000 characters");

        assertThat(policy.asked()).isZero();
        assertThat(requests.answer()).endsWith("\"rejected\":22}");
        assertThat(log.failures()).isEmpty();
        assertThat(log.lines()).as("one warning for each reason").hasSize(1).allMatch(line -> line.contains("WARN"));
    }

    @Test
    void shouldKeepTheAnswerWhenSomethingElseLiesInThePlaceLater() throws Exception {
        write("""
                {"version":1,"id":"aaaaaaaa-1","command":"ack","fingerprint":"3fa"}""");
        String answered = requests.answer();
        Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(answer()).containsEntry("id", null).containsEntry("ok", false);
        Files.setPosixFilePermissions(directory(), RequestPlace.DIRECTORY_PERMISSIONS);
        assertThat(answered).contains("\"rejected\":0");
        assertThat(requests.answer()).isEqualTo(answered.replace("\"rejected\":0", "\"rejected\":1"));
    }

    @Test
    void shouldCountItsOwnFailureAndAnswerWhenThePolicyFails() throws Exception {
        policy.fail(new IllegalStateException("test"));
        write("""
                {"version":1,"id":"aaaaaaaa-1","command":"ack","fingerprint":"3fa"}""");

        assertThat(answer())
                .containsEntry("id", "aaaaaaaa-1")
                .containsEntry("ok", false)
                .containsEntry("error", "the agent failed at ack: its log says why");
        assertThat(requests.conditions()).isEqualTo("[]");
        assertThat(requests.silences()).isEqualTo("[]");
        assertThat(log.failures()).containsEntry("launch.request", 3L);
    }

    private void refusedWithId(String members, String words) throws IOException {
        refused("{\"id\":\"aaaaaaaa-1\"," + members + "}", "aaaaaaaa-1", words);
    }

    private void refused(String content, @Nullable String id, String words) throws IOException {
        write(content);
        Map<String, @Nullable Object> answer = answer();
        assertThat(answer).as(content).containsEntry("id", id).containsEntry("ok", false);
        assertThat(String.valueOf(answer.get("error"))).contains(words);
    }

    private Map<String, @Nullable Object> answer() throws IOException {
        return AlertJson.parseObject(requests.answer().getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, @Nullable Object> members, String name) {
        assertThat(members.get(name)).isInstanceOf(Map.class);
        return (Map<String, Object>) members.get(name);
    }

    private Path directory() {
        return temporary.resolve(RequestPlace.directory(ProcessHandle.current().pid()));
    }

    private void write(String text) throws IOException {
        Path directory = directory();
        if (!Files.exists(directory)) {
            Files.createDirectory(directory, RequestPlace.directoryAttribute());
        }
        Path file = Files.createFile(directory.resolve(RequestPlace.FILE), RequestPlace.fileAttribute());
        Files.writeString(file, text);
    }
}
