package io.nightjar.sample.jvm;

import io.nightjar.log.AgentLog;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.Source;
import io.nightjar.time.NanoClock;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's memory without its MXBeans, which cost an application's start a tenth of a second and megabytes. Only they tell
 * what a collection left and how long it paused, so they are opened once one has run: after an application's first seconds,
 * or at any time where the heap is judged. They are opened at once where more than the heap is asked for. Confined to one
 * thread.
 */
public final class QuietJvm implements Source<JvmReading> {
    /** How long an application is left alone to start. */
    static final long START_NANOS = 10_000_000_000L;

    private final GcPauses pauses;
    private final AgentLog log;
    private final NanoClock clock;
    private final long startNanos;
    private @Nullable JvmSource beans;
    private boolean wantsAll;
    private boolean judgesHeap;

    private QuietJvm(GcPauses pauses, AgentLog log, NanoClock clock) {
        this.pauses = pauses;
        this.log = log;
        this.clock = clock;
        this.startNanos = clock.nanoTime();
        pauses.watchUntilFirst(startNanos);
    }

    public static QuietJvm open(GcPauses pauses, AgentLog log, NanoClock clock) {
        return new QuietJvm(pauses, log, clock);
    }

    /** Asks for buffers and metaspace too from now on. */
    public void wantAll() {
        wantsAll = true;
    }

    /** Says whether the heap is judged: then what a collection leaves is asked for from the first one on. */
    public void judgeHeap(boolean judges) {
        judgesHeap = judges;
    }

    @Override
    public JvmReading read(long nowNanos) throws NotAvailableException {
        JvmSource opened = beans;
        if (opened == null && (wantsAll || isPastStart() && pauses.firstHasBeen())) {
            opened = JvmSource.open(pauses, log, clock);
            beans = opened;
        }
        return opened == null ? heapAlone() : opened.read(nowNanos);
    }

    private boolean isPastStart() {
        return judgesHeap || clock.nanoTime() - startNanos >= START_NANOS;
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
                OptionalLong.empty(),
                pauses.count(),
                pauses.totalMillis(),
                pauses.lastMillis());
    }
}
