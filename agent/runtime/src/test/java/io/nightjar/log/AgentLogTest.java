package io.nightjar.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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

            assertThat(AgentLog.date(new StringBuilder(), date.toEpochDay())).as("seed %d", seed).hasToString(date.toString());
        }
        for (String leap : new String[] {"2000-02-29", "2024-02-29", "2024-03-01", "2100-02-28", "2100-03-01", "2026-12-31"}) {
            assertThat(AgentLog.date(new StringBuilder(), LocalDate.parse(leap).toEpochDay())).hasToString(leap);
        }
    }

    @Test
    void shouldStampLinesWithTheTimeInUtc() {
        log.configure(AgentLog.Level.INFO, AgentLog.Format.TEXT, new PrintStream(written, true, StandardCharsets.UTF_8));
        Instant before = Instant.now().minusMillis(1);

        log.info("is here");

        String line = written.toString(StandardCharsets.UTF_8);
        Instant stamp = Instant.parse(line.substring(0, line.indexOf(' ')));
        assertThat(Duration.between(before, stamp)).isBetween(Duration.ZERO, Duration.between(before, Instant.now()));
        assertThat(line).hasSize(24 + " INFO nightjar is here".length() + System.lineSeparator().length());
    }

    @Test
    void shouldCountAFailureThatIsReportedToIt() {
        log.configure(AgentLog.Level.OFF, AgentLog.Format.TEXT, null);

        log.accept("sink", new IllegalStateException());
        log.failure("sink", new IllegalStateException());

        assertThat(log.failures()).containsEntry("sink", 2L);
    }
}
