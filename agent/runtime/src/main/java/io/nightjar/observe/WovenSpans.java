package io.nightjar.observe;

import io.nightjar.log.AgentLog;
import io.nightjar.record.SpanIds;
import io.nightjar.record.SpanSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The current span of a call, by the loaders of the classes that are woven for its operation: each application has a current
 * span of its own, and a thread is in one of them. Thread-safe.
 */
public final class WovenSpans implements SpanSource {
    private static final SpanReader[] NONE = {};

    private final Map<String, SpanReader[]> readers = new ConcurrentHashMap<>();
    private final CallDepth groups;
    private final AgentLog log;

    public WovenSpans(CallDepth groups, AgentLog log) {
        this.groups = groups;
        this.log = log;
    }

    /** A class of that loader is woven for an operation. */
    public synchronized void add(String operation, @Nullable ClassLoader loader) {
        SpanReader[] known = readers.getOrDefault(operation, NONE);
        List<SpanReader> alive = new ArrayList<>(known.length + 1);
        for (SpanReader reader : known) {
            if (reader.isOf(loader)) {
                return;
            }
            if (!reader.isOf(null)) {
                alive.add(reader);
            }
        }
        alive.add(new SpanReader(loader));
        readers.put(operation, alive.toArray(NONE));
    }

    @Override
    public @Nullable SpanIds current(String operation) {
        SpanReader[] known = readers.get(operation);
        if (known == null) {
            return null;
        }
        boolean began = false;
        try {
            began = groups.beginOwn();
            SpanIds ids = null;
            for (int i = 0; ids == null && i < known.length; i++) {
                ids = known[i].current();
            }
            return ids;
        } catch (Throwable thrown) {
            log.failure("weave.trace", thrown);
            return null;
        } finally {
            if (began) {
                groups.endOwn();
            }
        }
    }
}
