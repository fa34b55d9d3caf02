package io.nightjar.export.jmx;

import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read last, for a moment: a client asks for each attribute on its own, and is to get figures that belong together.
 * Thread-safe.
 */
final class Fresh<T> {
    private static final long MOMENT_NANOS = 200_000_000L;

    private final Supplier<T> source;
    private final NanoClock clock;
    private final AgentLog log;
    private @Nullable T value;
    private long readNanos;

    Fresh(Supplier<T> source, NanoClock clock, AgentLog log) {
        this.source = source;
        this.clock = clock;
        this.log = log;
    }

    /** @throws IllegalStateException where it cannot be read: of a class that each client knows */
    synchronized T get() {
        T known = value;
        long nowNanos = clock.nanoTime();
        if (known == null || nowNanos - readNanos > MOMENT_NANOS) {
            try {
                known = source.get();
            } catch (Throwable e) {
                log.failure("export.jmx", e);
                throw new IllegalStateException("the agent could not read this figure: its log says why");
            }
            value = known;
            readNanos = nowNanos;
        }
        return known;
    }
}
