package io.nightjar.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgentLogTest {
    private final AgentLog log = new AgentLog(AgentLog.Level.INFO, AgentLog.Format.TEXT);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void shouldWriteTheDatesThatTheCalendarHas() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            LocalDate date = LocalDate.of(1970, 1, 1).plusDays(random.nextInt(300_000));

            assertThat(LogLine.date(new StringBuilder(), date.toEpochDay()))
                    .as("seed %d", seed)
                    .hasToString(date.toString());
        }
        for (String leap :
                new String[] {"2000-02-29", "2024-02-29", "2024-03-01", "2100-02-28", "2100-03-01", "2026-12-31"}) {
            assertThat(LogLine.date(new StringBuilder(), LocalDate.parse(leap).toEpochDay()))
                    .hasToString(leap);
        }
    }

    @Test
    void shouldStampLinesWithTheTimeInUtc() {
        log.configure(
                AgentLog.Level.INFO, AgentLog.Format.TEXT, new PrintStream(written, true, StandardCharsets.UTF_8));
        Instant before = Instant.now().minusMillis(1);

        log.info("is here");

        String line = written.toString(StandardCharsets.UTF_8);
        Instant stamp = Instant.parse(line.substring(0, line.indexOf(' ')));
        assertThat(Duration.between(before, stamp)).isBetween(Duration.ZERO, Duration.between(before, Instant.now()));
        assertThat(line)
                .hasSize(24
                        + " INFO nightjar is here".length()
                        + System.lineSeparator().length());
    }

    @Test
    void shouldCountAFailureThatIsReportedToIt() {
        log.configure(AgentLog.Level.OFF, AgentLog.Format.TEXT, null);

        log.accept("sink", new IllegalStateException());
        log.failure("sink", new IllegalStateException());

        assertThat(log.failures()).containsEntry("sink", 2L);
    }

    @Test
    void shouldCloseTheFileThatItLeaves() {
        Closing first = new Closing();
        log.configure(AgentLog.Level.INFO, AgentLog.Format.TEXT, first);
        log.configure(AgentLog.Level.WARN, AgentLog.Format.TEXT, first);
        assertThat(first.closed).isFalse();

        log.configure(AgentLog.Level.INFO, AgentLog.Format.TEXT, null);

        assertThat(first.closed).isTrue();
    }

    @Test
    void shouldCountEveryLineThatTheFileRefuses() {
        log.configure(AgentLog.Level.ERROR, AgentLog.Format.TEXT, new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });

        log.error("a test of a full disk, seen on standard error");
        log.error("a test of a full disk, seen on standard error");

        assertThat(log.failures()).containsEntry("log.file", 2L);
    }

    @Test
    void shouldNeitherShowMessagesNorFramesOfTheApplicationWhenSomethingFails() {
        log.configure(AgentLog.Level.INFO, AgentLog.Format.TEXT, written);

        log.failure("weave.label", new IllegalStateException("patient=Jane", new Hostile()));
        log.failure("weave.other", new Hostile());

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains(
                        "weave.label failed: java.lang.IllegalStateException, caused by io.nightjar.log.AgentLogTest$Hostile at io.nightjar.log.AgentLogTest.should")
                .contains("weave.other failed: io.nightjar.log.AgentLogTest$Hostile")
                .doesNotContain("Jane")
                .doesNotContain("own message");
        assertThat(log.failures()).containsEntry("weave.label", 1L).containsEntry("weave.other", 1L);
    }

    @Test
    void shouldKeepALineOneLineInBothFormats() {
        for (AgentLog.Format format : AgentLog.Format.values()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            log.configure(AgentLog.Level.INFO, format, out);

            log.warn("a\r\n2026-01-01T00:00:00.000Z ERROR nightjar b\u2028\u001b[2J\ud83d \"q\\");

            String line = out.toString(StandardCharsets.UTF_8);
            assertThat(line.strip().lines()).hasSize(1);
            assertThat(line.strip()).doesNotContainPattern("[\\x00-\\x1f\\x7f\\u2028\\ud800-\\udfff]");
        }
    }

    @Test
    void shouldPutEachItemOnItsLineAsTextAndIntoOneLineAsJson() {
        log.configure(AgentLog.Level.INFO, AgentLog.Format.TEXT, written);
        log.error("2 problems", List.of("one\nforged", "two"));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        log.configure(AgentLog.Level.INFO, AgentLog.Format.JSON, json);
        log.error("2 problems", List.of("one", "two"));

        assertThat(written.toString(StandardCharsets.UTF_8).lines().skip(1)).containsExactly("  one forged", "  two");
        assertThat(json.toString(StandardCharsets.UTF_8).lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("2 problems\\n  one\\n  two");
    }

    private static final class Closing extends OutputStream {
        private boolean closed;

        @Override
        public void write(int b) {}

        @Override
        public void close() {
            closed = true;
        }
    }

    /** An exception of which every method throws. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("own message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("own message");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("own message");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("own message");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("own message");
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("own message");
        }
    }
}
