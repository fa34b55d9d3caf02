package io.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.Source;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class GuardedSourceTest {
    private static final long MINUTE = 60_000_000_000L;

    private final SpyLog log = new SpyLog();
    private int opened;
    private int closed;
    private Throwable thrown;

    private final GuardedSource<String> guarded = new GuardedSource<>(
            "host",
            () -> {
                opened++;
                return new Throwing();
            },
            log.log());

    private String read(long nowNanos) {
        return guarded.read(nowNanos);
    }

    @Test
    void shouldOpenOnceWhenReadOften() {
        assertThat(read(0)).isEqualTo("value");
        assertThat(read(1)).isEqualTo("value");
        assertThat(opened).isEqualTo(1);
        assertThat(guarded.whyNot()).isNull();
    }

    @Test
    void shouldSayOnceAndCountWhenReadingFails() {
        thrown = new IOException("/proc/meminfo is cut off");
        assertThat(read(0)).isNull();
        assertThat(read(1)).isNull();
        assertThat(guarded.whyNot()).isEqualTo("/proc/meminfo is cut off");
        thrown = null;

        assertThat(read(2)).isEqualTo("value");
        assertThat(log.failures()).containsEntry("sample.host", 2L);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void shouldSwitchOffForMinutesWhenItKeepsFailing() {
        thrown = new LinkageError("no such class");
        for (int i = 0; i < 8; i++) {
            assertThat(read(i)).isNull();
        }
        assertThat(log.failures()).containsEntry("sample.host", 5L);
        assertThat(closed).isEqualTo(1);
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).contains("Sampling of host").contains("switched off");

        thrown = null;
        assertThat(read(4 * MINUTE)).isNull();
        assertThat(read(6 * MINUTE)).isEqualTo("value");
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void shouldCountNothingWhenItIsJustNotThere() {
        thrown = new NotAvailableException("no cgroup memory controller is mounted");

        assertThat(read(0)).isNull();
        assertThat(guarded.whyNot()).isEqualTo("no cgroup memory controller is mounted");
        assertThat(log.failures()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    private final class Throwing implements Source<String> {
        @Override
        public String read(long nowNanos) throws Exception {
            if (thrown instanceof Exception exception) {
                throw exception;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            return "value";
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
