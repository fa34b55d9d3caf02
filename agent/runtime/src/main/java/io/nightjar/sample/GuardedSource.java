package io.nightjar.sample;

import io.nightjar.log.AgentLog;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.Source;
import org.jspecify.annotations.Nullable;

/**
 * A source whose failures harm nothing else: each is counted, the first is said, and one that keeps failing is switched
 * off for some minutes. Opened at its first read. Confined to one thread.
 */
final class GuardedSource<T> implements AutoCloseable {
    private static final int MOST_FAILURES = 5;
    private static final long OFF_NANOS = 300_000_000_000L;

    private final String name;
    private final Opener<T> opener;
    private final AgentLog log;
    private @Nullable Source<T> source;
    private @Nullable String whyNot;
    private int failures;
    private boolean off;
    private long offUntilNanos;

    GuardedSource(String name, Opener<T> opener, AgentLog log) {
        this.name = name;
        this.opener = opener;
        this.log = log;
    }

    /** What the source says; null where it is not to be had now. */
    @Nullable
    T read(long nowNanos) {
        if (off && nowNanos - offUntilNanos < 0) {
            return null;
        }
        try {
            Source<T> opened = source;
            if (opened == null) {
                opened = opener.open();
                source = opened;
            }
            T value = opened.read(nowNanos);
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
    @Nullable
    Source<T> source() {
        return source;
    }

    /** Why the last read gave nothing; null where it gave something. */
    @Nullable
    String whyNot() {
        return whyNot;
    }

    @Override
    public void close() {
        Source<T> opened = source;
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
    interface Opener<T> {
        Source<T> open() throws Exception;
    }
}
