package io.nightjar.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallLogReaderTest {
    private static final String HEADER = "timestamp,operation,duration_ms,outcome\n";

    private final List<String> said = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void shouldGiveEveryCallWhenTheLogIsPlain() throws IOException {
        read(HEADER + "2026-11-22T14:03:11.482Z,onnx.run,812.4,ok\n2026-11-22T14:03:12Z,onnx.run,0,failed\n"
                + "2026-11-22T14:03:13Z,chat,1,cancelled\n2026-11-22T14:03:14Z,chat,1,");

        assertThat(calls)
                .containsExactly(
                        "2026-11-22T14:03:11.482Z onnx.run 812400000 OK",
                        "2026-11-22T14:03:12Z onnx.run 0 FAILED",
                        "2026-11-22T14:03:13Z chat 1000000 CANCELLED",
                        "2026-11-22T14:03:14Z chat 1000000 OK");
        assertThat(said).isEmpty();
    }

    @Test
    void shouldFindTheColumnsWhenTheyStandInAnyOrderAndOthersAreAmongThem() throws IOException {
        read(
                "host,duration_ms,exception,timestamp,tokens_out,label.model,operation,first_chunk_ms,chunks,tokens_in,pid\n"
                        + "a,5,java.io.IOException,1700000000,7,gpt,chat,1.5,3,11,9\n");

        assertThat(calls)
                .containsExactly("2023-11-14T22:13:20Z chat 5000000 OK java.io.IOException 1500000 3 11 7 {model=gpt}");
        assertThat(said).containsExactly("what is not known is ignored: host, pid");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T14:03:11.482Z, 2026-11-22T14:03:11.482Z",
        "2026-11-22 15:03:11.482+01:00, 2026-11-22T14:03:11.482Z",
        "2026-11-22T14:03:11.482+0000, 2026-11-22T14:03:11.482Z",
        "2026-11-22T04:33:11.482-09:30, 2026-11-22T14:03:11.482Z",
        "2026-11-22t14:03z, 2026-11-22T14:03:00Z",
        "2026-11-22T14:03:11.482123456789Z, 2026-11-22T14:03:11.482123456Z",
        "2024-02-29T23:59:60Z, 2024-03-01T00:00:00Z",
        "1795356191, 2026-11-22T14:03:11Z",
        "1795356191.482, 2026-11-22T14:03:11.482Z",
        "1795356191482, 2026-11-22T14:03:11.482Z",
        "1795356191482.25, 2026-11-22T14:03:11.482250Z",
        "99999999999, -",
        "100000000000, 1973-03-03T09:46:40Z",
        "0, 1970-01-01T00:00:00Z"
    })
    void shouldReadATimestampWhenItIsOneOfTheForms(String written, String meant) throws IOException {
        read(HEADER + written + ",a,1,\n");

        if (meant.equals("-")) {
            assertThat(said).singleElement().asString().contains("beyond the year 2255");
        } else {
            assertThat(calls).containsExactly(meant + " a 1000000 OK");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|timestamp is missing",
                "-5|timestamp is negative: -5",
                "2026-11-22T14:03:11|timestamp has no offset: 2026-11-22T14:03:11 (Z or, for example, +01:00 behind it)",
                "2026-13-22T14:03:11Z|timestamp is no time: 2026-13-22T14:03:11Z",
                "2025-02-29T14:03:11Z|timestamp is no time",
                "2026-11-22T25:03:11Z|timestamp is no time",
                "2026-11-22T14:03:11.Z|timestamp is no time",
                "2026-11-22T14:03:11+1|timestamp is no time",
                "22/Nov/2026:14:03:11 +0000|timestamp is no time: 22/Nov/2026:14:03:11 +0000",
                "1.79536e+09|timestamp has lost digits: 1.79536e+09 (in awk, print it with printf",
                "1795356191482000|timestamp is beyond the year 2255: 1795356191482000",
                "NaN|timestamp is no time: NaN"
            })
    void shouldNameTheLineWhenATimestampIsWrong(String written, String problem) throws IOException {
        read(HEADER + "1,a,1,\n" + (written == null ? "" : written) + ",a,1,\n2,a,1,\n");

        assertThat(said).singleElement().asString().startsWith("line 3: " + problem);
        assertThat(calls).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|duration_ms is missing",
                "-1|duration_ms is negative: -1",
                "-0.001|duration_ms is negative: -0.001",
                "NaN|duration_ms is no number: NaN",
                "Infinity|duration_ms is no number: Infinity",
                "1e999|duration_ms is longer than a year: 1e999",
                "99999999999|duration_ms is longer than a year: 99999999999",
                "12ms|duration_ms is no number: 12ms",
                "1.2.3|duration_ms is no number: 1.2.3",
                "0x10|duration_ms is no number: 0x10"
            })
    void shouldNameTheLineWhenADurationIsWrong(String written, String problem) throws IOException {
        read(HEADER + "1,a," + (written == null ? "" : written) + ",ok\n2,a,1,ok\n");

        assertThat(said).containsExactly("line 2: " + problem);
        assertThat(calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "812.4, 812400000",
        "0.0000004, 0",
        "0.1234567, 123456",
        "1e3, 1000000000",
        "+5, 5000000",
        "5., 5000000",
        ".5, 500000",
        "31536000000, 31536000000000000"
    })
    void shouldReadADurationWhenItIsANumber(String written, long nanos) throws IOException {
        read(HEADER + "1,a," + written + ",ok\n");

        assertThat(calls).containsExactly("1970-01-01T00:00:01Z a " + nanos + " OK");
    }

    @Test
    void shouldNameTheLineWhenAnythingElseIsWrong() throws IOException {
        read("timestamp,operation,duration_ms,outcome,tokens_in,first_chunk_ms\n"
                + "1,,1,ok,,\n1,a,1,error,,\n1,a,1,ok,1.5,\n1,a,1,ok,-1,\n1,a,1,ok,,x\n1,a,1\n1,a,1,ok,,,\n\"1,a,1,ok,,\n"
                + "1,a,1,ok,3,\n");

        assertThat(said)
                .containsExactly(
                        "line 2: operation is missing",
                        "line 3: outcome must be ok, failed or cancelled, and is error",
                        "line 4: tokens_in is no whole number from 0 on: 1.5",
                        "line 5: tokens_in is no whole number from 0 on: -1",
                        "line 6: first_chunk_ms is no number: x",
                        "line 7: has 3 fields, and the header 6",
                        "line 8: has 7 fields, and the header 6",
                        "line 9: a quote is not closed");
        assertThat(calls).hasSize(1);
    }

    @Test
    void shouldSayTheFirstProblemsAndCountTheRestWhenThereAreMany() throws IOException {
        StringBuilder log = new StringBuilder(HEADER);
        for (int i = 0; i < 1_000; i++) {
            log.append("1,a,-1,ok\n");
        }
        read(log.toString());

        assertThat(said).hasSize(21);
        assertThat(said.get(20)).startsWith("980 more lines like these were left out, 1000 in all, 0 of them");
    }

    @Test
    void shouldReadQuotesWhenTheyAreAsTheStandardSays() throws IOException {
        read("\"timestamp\",\"operation\",\"duration_ms\"\r\n"
                + "\"1\",\"a,b\",\"2\"\r\n2,\"say \"\"x\"\"\",3\r\n3,\"two\r\nlines\",4\r\n4,c,5\r\n");

        assertThat(calls)
                .containsExactly(
                        "1970-01-01T00:00:01Z a,b 2000000 OK",
                        "1970-01-01T00:00:02Z say \"x\" 3000000 OK",
                        "1970-01-01T00:00:03Z two\r\nlines 4000000 OK",
                        "1970-01-01T00:00:04Z c 5000000 OK");
        assertThat(said).isEmpty();
    }

    @Test
    void shouldPassOverItWhenALineIsEmptyOrTheHeaderComesAgain() throws IOException {
        read("\n" + HEADER + "\n1,a,1,\r\n   \n" + HEADER + "2,a,1,\n\n");

        assertThat(calls).hasSize(2);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldSayWhatIsWrongAndWhereWhenALineIsNoJson() throws IOException {
        read(
                "{\"timestamp\":1,\"operation\":\"a\",\"duration_ms\":1}\n{\"timestamp\":1,\"duration_ms\":NaN}\n{\"timestamp\":1\n"
                        + "{\"timestamp\":1,\"duration_ms\":Infinity}\n");

        assertThat(said)
                .hasSize(3)
                .allMatch(line -> line.matches("line [234]: is no JSON object: .+ at character \\d+"));
        assertThat(said).noneMatch(line -> line.contains("enable") || line.contains("REDACTED"));
        assertThat(said.get(0)).contains("'NaN'");
    }

    @Test
    void shouldReadJsonLinesWhenTheLogBeginsWithAnObject() throws IOException {
        read(
                "{\"timestamp\":\"2026-11-22T14:03:11Z\",\"operation\":\"chät\",\"duration_ms\":1.5,\"outcome\":\"failed\","
                        + "\"exception\":\"E\",\"chunks\":3,\"label.model\":\"gpt\",\"deep\":{\"a\":[1]},\"tokens_in\":null}\n\n"
                        + "{\"duration_ms\":\"2\",\"operation\":\"b\",\"timestamp\":1795356192}\n"
                        + "{\"duration_ms\":2,\n[1]\n{\"a\":1} {}\n{\"timestamp\":1795356193,\"operation\":\"b\",\"duration_ms\":1e2}\n");

        assertThat(calls)
                .containsExactly(
                        "2026-11-22T14:03:11Z chät 1500000 FAILED E -1 3 -1 -1 {model=gpt}",
                        "2026-11-22T14:03:12Z b 2000000 OK",
                        "2026-11-22T14:03:13Z b 100000000 OK");
        assertThat(said).hasSize(4);
        assertThat(said.get(0)).startsWith("line 4: is no JSON object: ");
        assertThat(said.get(1)).isEqualTo("line 5: is no JSON object");
        assertThat(said.get(2)).isEqualTo("line 6: holds more than one JSON object");
        assertThat(said.get(3)).isEqualTo("what is not known is ignored: deep, a");
    }

    @Test
    void shouldSortWhenLinesAreUpToTenSecondsOutOfOrderAndLeaveOutWhenMore() throws IOException {
        read(HEADER + "100,a,1,\n95,b,1,\n95,c,1,\n90,d,1,\n89.999,e,1,\n101,f,1,\n90.5,g,1,\n100,h,1,\n200,i,1,\n");

        assertThat(calls).extracting(line -> line.split(" ")[1]).containsExactly("d", "b", "c", "h", "a", "f", "i");
        assertThat(said)
                .containsExactly(
                        "line 6: is left out: 1970-01-01T00:01:29.999Z is more than 10 s before line 2 (1970-01-01T00:01:40Z)",
                        "line 8: is left out: 1970-01-01T00:01:30.500Z is more than 10 s before line 7 (1970-01-01T00:01:41Z)");
    }

    @Test
    void shouldReadASeriesWhenThereAreTimestampAndValueAlone() throws IOException {
        read("timestamp,value\n1,2.5\n2,-1\n3,x\n4,\n5,0\n");

        assertThat(calls).containsExactly("1970-01-01T00:00:01Z = 2.5", "1970-01-01T00:00:05Z = 0.0");
        assertThat(said)
                .containsExactly(
                        "line 3: value is negative: -1", "line 4: value is no number: x", "line 5: value is missing");
    }

    @Test
    void shouldReadItWhenItBeginsWithAMarkOrIsPackedByGzip() throws IOException {
        byte[] first = gzip(("\uFEFF" + HEADER + "1,a,1,\n").getBytes(StandardCharsets.UTF_8));
        byte[] second = gzip("2,a,1,\n".getBytes(StandardCharsets.UTF_8));

        read(new Slow(new SequenceInputStream(new ByteArrayInputStream(first), new ByteArrayInputStream(second))));

        assertThat(calls).hasSize(2);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldSayItAndKeepWhatCameBeforeWhenGzipEndsTooEarly() throws IOException {
        StringBuilder log = new StringBuilder(HEADER);
        for (int i = 0; i < 20_000; i++) {
            log.append(i).append(",a,").append(i * 7919L % 10_007).append(",\n");
        }
        byte[] packed = gzip(log.toString().getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> read(new ByteArrayInputStream(packed, 0, packed.length / 2)))
                .isInstanceOf(CallLogException.class)
                .hasMessage("the log could not be read to its end");
        assertThat(calls).hasSizeGreaterThan(1_000);
        assertThat(said).anyMatch(line -> line.startsWith("the gzip data is damaged or ends too early"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF"})
    void shouldRefuseItWhenNothingIsThere(String log) {
        assertThatThrownBy(() -> read(log))
                .isInstanceOf(CallLogException.class)
                .hasMessageStartingWith("the log is empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,a,1|it lacks timestamp, operation, duration_ms",
                "timestamp;operation;duration_ms|columns are separated by commas, and by nothing else",
                "timestamp,operation|it lacks duration_ms",
                "timestamp,operation,duration_ms,operation|names the column operation twice",
                "[{}]|one object a line is read: jq -c '.[]'"
            })
    void shouldRefuseItWhenTheFirstLineIsNoHeader(String header, String why) {
        assertThatThrownBy(() -> read(header + "\n1,a,1\n"))
                .isInstanceOf(CallLogException.class)
                .hasMessageContaining(why.trim());
    }

    @Test
    void shouldRefuseItWhenItIsWrittenOrPackedOtherwise() {
        assertThatThrownBy(() -> read(bytes(HEADER, StandardCharsets.UTF_16))).hasMessageContaining("iconv -f UTF-16");
        assertThatThrownBy(() -> read(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0}))
                .hasMessageContaining("zstd");
        assertThatThrownBy(() -> read("BZh91AY")).hasMessageContaining("bzip2");
        assertThatThrownBy(() -> read("PK\u0003\u0004")).hasMessageContaining("zip");
    }

    @Test
    void shouldGoOnWhenALineIsTooLongOrAQuoteSwallowsTheRest() throws IOException {
        String huge = "x".repeat(3 * LogLines.LONGEST_LINE);
        StringBuilder log = new StringBuilder(HEADER).append("1,").append(huge).append(",1,\n2,\"open,1,\n");
        for (int i = 0; i < 60_000; i++) {
            log.append("3,a,1,\n");
        }
        read(log.toString());

        assertThat(said).containsExactly("line 2: is longer than 65536 bytes", "line 3: a quote is not closed");
        assertThat(calls).hasSize(60_000);
    }

    @Test
    void shouldReadAnyBytesWithoutAnErrorWhenTheyAreNoText() {
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(5_000)];
            random.nextBytes(noise);
            byte[] log = bytes(i % 2 == 0 ? HEADER : "{\"timestamp\":1}\n", StandardCharsets.UTF_8);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(log);
            all.writeBytes(noise);
            try {
                read(all.toByteArray());
            } catch (IOException refused) {
                assertThat(refused).isInstanceOf(CallLogException.class);
            }
        }
    }

    @Test
    void shouldCountThemAsOneWhenThereAreTooManyOperations() throws IOException {
        StringBuilder log = new StringBuilder(HEADER);
        for (int i = 0; i < 5_000; i++) {
            log.append("1,op").append(i).append(",1,\n");
        }
        read(log.toString());

        assertThat(calls).hasSize(5_000);
        assertThat(calls.stream().filter(line -> line.contains(" other ")).count())
                .isEqualTo(4_000);
    }

    @Test
    void shouldEndWhereItEndedAndTakeTheWholeLastLineWhenTheFileGrows() throws IOException {
        Path file = folder.resolve("calls.csv");
        Files.writeString(file, HEADER + "1,a,1,ok\n2,a,81");
        try (CallLogReader reader = CallLogReader.open(file, new LineProblems(said::add))) {
            Files.writeString(file, "2.4,ok\n3,a,1,ok\n", StandardOpenOption.APPEND);
            reader.read(consumer());
        }

        assertThat(calls).containsExactly("1970-01-01T00:00:01Z a 1000000 OK", "1970-01-01T00:00:02Z a 812400000 OK");
    }

    @Test
    void shouldRefuseAFileWhenItIsNotThereOrADirectory() {
        LineProblems problems = new LineProblems(said::add);

        assertThatThrownBy(() -> CallLogReader.open(folder, problems)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> CallLogReader.open(folder.resolve("no"), problems))
                .hasMessageContaining("there is no file");
    }

    @Test
    void shouldSortAsAListDoesWhenTheOrderIsAny() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            java.util.Random random = new java.util.Random(seed);
            List<Long> kept = new ArrayList<>();
            List<Long> taken = new ArrayList<>();
            SortedCalls sorted = new SortedCalls((end, duration, operation, outcome, extras) -> taken.add(end));
            long now = 0;
            long newest = 0;
            for (int i = 0; i < 3_000; i++) {
                now += random.nextInt(20_000_000);
                long end = Math.max(0, now - (random.nextInt(3) == 0 ? random.nextInt(2_000_000_000) * 6L : 0));
                boolean late = end < newest - SortedCalls.PATIENCE_NANOS;
                assertThat(sorted.isLate(end)).isEqualTo(late);
                if (!late) {
                    newest = Math.max(newest, end);
                    kept.add(end);
                    sorted.add(end, i, 0, 0, null);
                }
            }
            sorted.flush();
            kept.sort(null);
            assertThat(taken).isEqualTo(kept);
        }
    }

    @Test
    void shouldGiveTheEldestAwayEarlyWhenTooManyWait() {
        List<Long> taken = new ArrayList<>();
        SortedCalls sorted = new SortedCalls((end, duration, operation, outcome, extras) -> taken.add(end), 4);
        for (long end : new long[] {10, 20, 15, 30, 40, 50}) {
            sorted.add(end, 0, 0, 0, null);
        }

        assertThat(taken).containsExactly(10L, 15L);
        assertThat(sorted.isLate(14)).isTrue();
        assertThat(sorted.isLate(16)).isFalse();
    }

    private void read(String log) throws IOException {
        read(bytes(log, StandardCharsets.UTF_8));
    }

    private void read(byte[] log) throws IOException {
        read(new ByteArrayInputStream(log));
    }

    private void read(InputStream in) throws IOException {
        try (CallLogReader reader = CallLogReader.of(in, new LineProblems(said::add))) {
            reader.read(consumer());
        }
    }

    private CallLogConsumer consumer() {
        return new CallLogConsumer() {
            @Override
            public void call(LoggedCall call) {
                String line = Instant.ofEpochSecond(0, call.endNanos()) + " " + call.operationName() + " "
                        + call.durationNanos() + " " + call.outcome();
                calls.add(
                        call.hasExtras()
                                ? line + " " + call.exception() + " " + call.firstChunkNanos() + " " + call.chunks()
                                        + " " + call.inputTokens() + " " + call.outputTokens() + " "
                                        + Map.copyOf(call.labels())
                                : line);
            }

            @Override
            public void value(long atNanos, double value) {
                calls.add(Instant.ofEpochSecond(0, atNanos) + " = " + value);
            }
        };
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    /** A pipe in which never more than a few bytes lie. */
    private static final class Slow extends java.io.FilterInputStream {
        Slow(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 7));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
