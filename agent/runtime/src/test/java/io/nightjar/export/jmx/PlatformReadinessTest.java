package io.nightjar.export.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.ManualClock;
import io.nightjar.sample.SpyLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import javax.management.MBeanServerBuilder;
import org.junit.jupiter.api.Test;

class PlatformReadinessTest {
    /** What an application server names. */
    public static final class OwnBuilder extends MBeanServerBuilder {}

    private final ManualClock clock = new ManualClock();
    private final SpyLog log = new SpyLog();
    private final List<Class<?>> loaded = new ArrayList<>(List.of(Object.class, String.class));
    private final Map<String, String> properties = new HashMap<>();
    private final PlatformReadiness readiness =
            new PlatformReadiness(() -> loaded.toArray(new Class<?>[0]), properties::get, clock, log.log());

    @Test
    void shouldBeReadySoonWhenTheApplicationHasALogManager() throws ClassNotFoundException {
        assertThat(look()).isFalse();
        loaded.add(LogManager.class);
        assertThat(look()).as("loaded, perhaps as a super class, and not made").isFalse();
        assertThat(look()).isFalse();

        logManagerIsMade();

        assertThat(look()).as("other properties may follow").isFalse();
        assertThat(look()).isTrue();
    }

    @Test
    void shouldBeReadyAfterAWhileWhenTheApplicationLogsNothing() {
        for (int second = 1; second < 10; second++) {
            assertThat(look()).as("second %s", second).isFalse();
        }
        look();

        assertThat(look()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void shouldWaitAndSaySoWhenTheApplicationNamesALogManagerThatItDoesNotUse() throws ClassNotFoundException {
        properties.put(PlatformReadiness.LOG_MANAGER, "com.acme.Logs");

        for (int second = 0; second < 600; second++) {
            assertThat(look()).isFalse();
        }

        assertThat(log.lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("java.util.logging.manager names: com.acme.Logs");
        logManagerIsMade();
        look();
        assertThat(look()).isTrue();
    }

    @Test
    void shouldWaitForTheBuilderWhenTheApplicationNamesOne() throws ClassNotFoundException {
        logManagerIsMade();
        properties.put(PlatformReadiness.SERVER_BUILDER, OwnBuilder.class.getName());
        for (int second = 0; second < 20; second++) {
            assertThat(look()).isFalse();
        }
        loaded.add(MBeanServerBuilder.class);
        assertThat(look()).isFalse();

        loaded.add(OwnBuilder.class);

        look();
        assertThat(look()).isTrue();
    }

    private void logManagerIsMade() throws ClassNotFoundException {
        loaded.add(Class.forName("java.util.logging.LogManager$SystemLoggerContext"));
    }

    private boolean look() {
        clock.advanceNanos(1_000_000_000L);
        return readiness.isReady();
    }
}
