package io.nightjar.record;

import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** The reading side of the recorder: samples, windows and snapshots. Thread-safe by its own lock. */
final class Readings {
    private final NanoClock clock;
    private final OperationTable operations;
    private final ThreadSlots slots;
    private final @Nullable History[] histories = new History[CallRecorder.MAX_OPERATIONS + 1];
    private final StripeSums stripeSums = new StripeSums();
    private final Map<String, CountRing> layers = new LinkedHashMap<>();
    private Duration layerWindow = RecordingLimits.DEFAULT.window();

    Readings(NanoClock clock, OperationTable operations, ThreadSlots slots) {
        this.clock = clock;
        this.operations = operations;
        this.slots = slots;
    }

    synchronized void windowsChanged(Duration newLayerWindow) {
        layerWindow = newLayerWindow;
        for (CountRing ring : layers.values()) {
            ring.window(newLayerWindow.toNanos());
        }
        for (History history : histories) {
            if (history != null) {
                history.windowChanged();
            }
        }
    }

    synchronized void sample() {
        long nowNanos = clock.nanoTime();
        slots.sweep();
        for (int id = 0; id < operations.size(); id++) {
            Operation operation = operations.get(id);
            if (operation != null) {
                layer(operation.spec.layer(), operation.registeredNanos);
                History history = history(operation);
                if (history != null) {
                    history.sample(nowNanos);
                }
            }
        }
        for (Map.Entry<String, CountRing> layer : layers.entrySet()) {
            layer.getValue().add(nowNanos, total(layer.getKey()));
        }
    }

    synchronized List<String> layers() {
        return List.copyOf(layers.keySet());
    }

    synchronized WindowSnapshot layer(String layer, Duration window) {
        long nowNanos = clock.nanoTime();
        CountRing ring = layers.get(layer);
        long sinceNanos = nowNanos - window.toNanos();
        CountRing.Base base = ring == null ? CountRing.Base.zero(nowNanos, sinceNanos) : ring.at(sinceNanos);
        return History.snapshot(nowNanos, window, base, total(layer), Map.of());
    }

    synchronized WindowSnapshot window(Operation operation, Duration window) {
        long nowNanos = clock.nanoTime();
        History history = history(operation);
        if (history != null) {
            return history.window(nowNanos, window);
        }
        CountRing.Base base = CountRing.Base.zero(operation.registeredNanos, nowNanos - window.toNanos());
        return History.snapshot(nowNanos, window, base, Counts.ZERO, Map.of());
    }

    synchronized InFlight inFlight(Operation operation, long thresholdNanos) {
        History history = history(operation);
        return history == null ? new InFlight(0, 0, 0) : history.inFlight(thresholdNanos);
    }

    /** How many calls ran at the latest sample, or the age of the oldest of them. */
    synchronized long sampledInFlight(Operation operation, boolean oldest) {
        History history = histories[operation.id];
        return history == null ? 0 : history.sampledInFlight(oldest);
    }

    /** Writes one for each of {@link Totals}; makes no garbage. */
    synchronized void totals(Operation operation, long[] target) {
        target[Totals.ERRORS] = operation.sum(Cells.ERRORS);
        target[Totals.CALLS] = operation.sum(Cells.CALLS);
        long running = 0;
        for (long balance : stripeSums.balances(operation)) {
            running += balance;
        }
        AtomicLongArray lateEnds = operation.lateEnds();
        for (int i = 0; lateEnds != null && i < lateEnds.length(); i++) {
            running -= lateEnds.getAcquire(i);
        }
        target[Totals.IN_FLIGHT] = Math.max(0, running);
        target[Totals.FIRST_CHUNKS] = operation.streams.firstChunks();
        target[Totals.FIRST_CHUNK_NANOS] = operation.streams.firstChunkNanos();
        target[Totals.CHUNKS] = operation.sum(Cells.CHUNKS);
        target[Totals.GAP_NANOS] = operation.sum(Cells.GAP_NANOS);
        target[Totals.INPUT_TOKENS] = operation.streams.inputTokens();
        target[Totals.OUTPUT_TOKENS] = operation.streams.outputTokens();
        target[Totals.DURATION_LOGS] = operation.sum(Cells.DURATION_LOGS);
        target[Totals.FIRST_CHUNK_LOGS] = operation.streams.firstChunkLogs();
        target[Totals.TOKEN_CALLS] = operation.streams.tokenCalls();
        target[Totals.TOKEN_LOGS] = operation.streams.tokenLogs();
    }

    synchronized OperationSnapshot life(Operation operation) {
        History history = history(operation);
        return history == null ? untouched(operation) : history.life();
    }

    private @Nullable History history(Operation operation) {
        History history = histories[operation.id];
        if (history == null && !operation.isUntouched()) {
            history = new History(operation, stripeSums, clock);
            histories[operation.id] = history;
        }
        return history;
    }

    private void layer(String layer, long registeredNanos) {
        if (!layers.containsKey(layer)) {
            layers.put(layer, new CountRing(registeredNanos, layerWindow.toNanos()));
        }
    }

    private Counts total(String layer) {
        long calls = 0;
        long errors = 0;
        long cancelled = 0;
        for (int id = 0; id < operations.size(); id++) {
            Operation operation = operations.get(id);
            if (operation != null && operation.spec.layer().equals(layer)) {
                errors += operation.sum(Cells.ERRORS);
                cancelled += operation.sum(Cells.CANCELLED);
                calls += operation.sum(Cells.CALLS);
            }
        }
        return new Counts(calls, errors, cancelled, null);
    }

    private static OperationSnapshot untouched(Operation operation) {
        return new OperationSnapshot(
                operation.spec, 0, 0, 0, 0, Optional.empty(), 0, 0, Map.of(), StreamSnapshot.NONE, 0, 0);
    }
}
