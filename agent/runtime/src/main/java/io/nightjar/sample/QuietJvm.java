package io.nightjar.sample;

import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's memory without its MXBeans, which cost a small application milliseconds and megabytes: they are opened once a
 * collection has run, for only they tell what it left and how long it paused, or where more than the heap is asked for.
 * Confined to one thread.
 */
final class QuietJvm implements Source<JvmReading> {
    private final GcPauses pauses;
    private final AgentLog log;
    private final NanoClock clock;
    private @Nullable JvmSource beans;
    private boolean wantsAll;

    private QuietJvm(GcPauses pauses, AgentLog log, NanoClock clock) {
        this.pauses = pauses;
        this.log = log;
        this.clock = clock;
        pauses.watchUntilFirst(clock.nanoTime());
    }

    static QuietJvm open(GcPauses pauses, AgentLog log, NanoClock clock) {
        return new QuietJvm(pauses, log, clock);
    }

    /** Asks for buffers and metaspace too from now on. */
    void wantAll() {
        wantsAll = true;
    }

    @Override
    public JvmReading read(long nowNanos) throws NotAvailableException {
        JvmSource opened = beans;
        if (opened == null && (wantsAll || pauses.firstHasBeen())) {
            opened = JvmSource.open(pauses, log, clock);
            beans = opened;
        }
        return opened == null ? heapAlone() : opened.read(nowNanos);
    }

    @Override
    public void close() {
        pauses.watchNoMore();
        JvmSource opened = beans;
        if (opened != null) {
            opened.close();
        }
    }

    private JvmReading heapAlone() {
        Runtime runtime = Runtime.getRuntime();
        long committed = runtime.totalMemory();
        long used = committed - runtime.freeMemory();
        return new JvmReading(
                used,
                committed,
                runtime.maxMemory(),
                OptionalLong.empty(),
                used,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                pauses.count(),
                pauses.totalMillis(),
                pauses.lastMillis());
    }
}
