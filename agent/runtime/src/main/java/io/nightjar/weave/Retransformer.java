package io.nightjar.weave;

import io.nightjar.log.AgentLog;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/** Has the JVM transform loaded classes again, on the caller's thread, in small batches with pauses. Thread-safe. */
final class Retransformer {
    private static final int BATCH = 20;
    private static final long PAUSE_MILLIS = 20;

    private final Instrumentation instrumentation;
    private final Unfinished unfinished;
    private final AgentLog log;
    private volatile boolean restoring;

    Retransformer(Instrumentation instrumentation, Unfinished unfinished, AgentLog log) {
        this.instrumentation = instrumentation;
        this.unfinished = unfinished;
        this.log = log;
    }

    /** From now on classes are restored: no transformer is expected to see them. */
    void beginRestoring() {
        restoring = true;
    }

    void retransform(List<Class<?>> types) {
        if (types.isEmpty() || !instrumentation.isRetransformClassesSupported()) {
            return;
        }
        List<Class<?>> batch = new ArrayList<>();
        for (Class<?> type : types) {
            if (batch.size() == BATCH) {
                retransformBatch(batch);
                batch.clear();
                if (!pause()) {
                    return;
                }
            }
            if (instrumentation.isModifiableClass(type)) {
                batch.add(type);
            }
        }
        if (!batch.isEmpty()) {
            retransformBatch(batch);
        }
    }

    private void retransformBatch(List<Class<?>> batch) {
        try {
            if (!restoring) {
                unfinished.expect(batch);
            }
            instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
            unfinished.transformed();
        } catch (UnmodifiableClassException | LinkageError | RuntimeException refused) {
            unfinished.expect(List.of());
            if (batch.size() == 1) {
                log.failure("weave.retransform", refused);
                return;
            }
            for (int i = 0; i < batch.size(); i++) {
                retransformBatch(batch.subList(i, i + 1));
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
