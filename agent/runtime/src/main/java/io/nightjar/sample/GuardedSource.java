package io.nightjar.sample;

import io.nightjar.log.AgentLog;
import org.jspecify.annotations.Nullable;

/**
 * A source whose failures harm nothing else: each is counted, the first is said, and one that keeps failing is switched
 * off for some minutes. Opened at its first read. Confined to one thread.
 */
final class GuardedSource<S extends AutoCloseable> implements AutoCloseable {
    private static final int MOST_FAILURES = 5;
    private static final long OFF_NANOS = 300_000_000_000L;

    private final String name;
    private final Opener<S> opener;
    private final AgentLog log;
    private @Nullable S source;
    private @Nullable String whyNot;
    private int failures;
    private boolean off;
    private long offUntilNanos;

    GuardedSource(String name, Opener<S> opener, AgentLog log) {
        this.name = name;
        this.opener = opener;
        this.log = log;
    }

    /** What the reader makes of the source; null where it is not to be had now. */
    <T> @Nullable T read(long nowNanos, Reader<S, T> reader) {
        if (off && nowNanos - offUntilNanos < 0) {
            return null;
        }
        try {
            S opened = source;
            if (opened == null) {
                opened = opener.open();
                source = opened;
            }
            T value = reader.read(opened, nowNanos);
            off = false;
            failures = 0;
            whyNot = null;
            return value;
        } catch (NotAvailableException absent) {
            whyNot = absent.getMessage();
            switchOff(nowNanos);
        } catch (Throwable failed) {
            log.failure("sample." + name, failed);
            whyNot = failed.getMessage() == null ? failed.toString() : failed.getMessage();
            countFailure(nowNanos);
        }
        return null;
    }

    /** The opened source, null before the first read. */
    @Nullable S source() {
        return source;
    }

    /** Why the last read gave nothing; null where it gave something. */
    @Nullable String whyNot() {
        return whyNot;
    }

    @Override
    public void close() {
        S opened = source;
        source = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (Exception failed) {
                log.failure("sample." + name + ".close", failed);
            }
        }
    }

    private void countFailure(long nowNanos) {
        failures++;
        if (failures >= MOST_FAILURES) {
            log.warnOnce(
                    "off:" + name,
                    "Sampling of " + name + " failed " + failures
                            + " times in a row: switched off, tried again every " + OFF_NANOS / 60_000_000_000L
                            + " minutes: " + whyNot);
            switchOff(nowNanos);
        }
    }

    private void switchOff(long nowNanos) {
        close();
        off = true;
        offUntilNanos = nowNanos + OFF_NANOS;
    }

    /** Opens a source, or says why it cannot be had. */
    interface Opener<S> {
        S open() throws Exception;
    }

    /** Reads a source. */
    interface Reader<S, T> {
        T read(S source, long nowNanos) throws Exception;
    }
}
