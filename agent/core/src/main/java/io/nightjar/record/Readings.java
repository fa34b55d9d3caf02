package io.nightjar.record;

import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final List<LayerCounts> layers = new ArrayList<>();
    private List<String> layerNames = List.of();
    private Duration layerWindow = RecordingLimits.DEFAULT.window();

    Readings(NanoClock clock, OperationTable operations, ThreadSlots slots) {
        this.clock = clock;
        this.operations = operations;
        this.slots = slots;
    }

    synchronized void windowsChanged(Duration newLayerWindow) {
        layerWindow = newLayerWindow;
        for (LayerCounts layer : layers) {
            layer.window(newLayerWindow.toNanos());
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
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).begin(nowNanos);
        }
        for (int id = 0; id < operations.size(); id++) {
            Operation operation = operations.get(id);
            if (operation != null) {
                LayerCounts layer = layer(operation, nowNanos);
                History history = history(operation);
                if (history != null) {
                    history.sample(nowNanos);
                    history.addSampled(layer);
                }
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).end();
        }
    }

    synchronized List<String> layers() {
        return layerNames;
    }

    synchronized WindowSnapshot layer(String name, Duration window) {
        long nowNanos = clock.nanoTime();
        WindowCounts now = total(name);
        WindowCounts read = new WindowCounts();
        LayerCounts layer = layer(name);
        if (layer == null) {
            CountRing.sinceCreated(nowNanos, nowNanos - window.toNanos(), nowNanos, read);
            read.add(now);
        } else {
            layer.since(nowNanos - window.toNanos(), nowNanos, now, read);
        }
        return History.snapshot(window, read, Map.of());
    }

    /** Writes what the operations of a layer did in a window that ended with the latest sample. */
    synchronized void sampledLayer(String name, long windowNanos, WindowCounts target) {
        LayerCounts layer = layer(name);
        if (layer == null) {
            target.clear(); // no operation of it was there
        } else {
            layer.sampledWindow(windowNanos, target);
        }
    }

    synchronized WindowSnapshot window(Operation operation, Duration window) {
        long nowNanos = clock.nanoTime();
        History history = history(operation);
        if (history != null) {
            return history.window(nowNanos, window);
        }
        WindowCounts read = new WindowCounts();
        CountRing.sinceCreated(operation.registeredNanos, nowNanos - window.toNanos(), nowNanos, read);
        return History.snapshot(window, read, Map.of());
    }

    /** Writes what an operation did in a window that ended with the latest sample. */
    synchronized void sampledWindow(Operation operation, long windowNanos, WindowCounts target) {
        History history = histories[operation.id];
        if (history != null) {
            history.sampledWindow(windowNanos, target);
        } else {
            long nowNanos = clock.nanoTime();
            CountRing.sinceCreated(operation.registeredNanos, nowNanos - windowNanos, nowNanos, target);
        }
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

    /** Whether nothing ran at the latest sample, and no call had ever failed. */
    synchronized boolean isFaultless(Operation operation) {
        History history = histories[operation.id];
        return history == null || history.isFaultless();
    }

    /** Writes one for each of {@link Totals}; makes no garbage. */
    synchronized void totals(Operation operation, long[] target) {
        counters(operation, target);
        long running = 0;
        for (long balance : stripeSums.balances(operation)) {
            running += balance;
        }
        AtomicLongArray lateEnds = operation.lateEnds();
        for (int i = 0; lateEnds != null && i < lateEnds.length(); i++) {
            running -= lateEnds.getAcquire(i);
        }
        target[Totals.IN_FLIGHT] = Math.max(0, running);
    }

    /** As {@link #totals}, but for what runs, which takes most of the time and stays as it is in the target. Takes no lock. */
    static void counters(Operation operation, long[] target) {
        long running = target[Totals.IN_FLIGHT];
        Arrays.fill(target, 0);
        target[Totals.IN_FLIGHT] = running;
        operation.addTotals(target);
        target[Totals.FIRST_CHUNKS] = operation.streams.firstChunks();
        target[Totals.FIRST_CHUNK_NANOS] = operation.streams.firstChunkNanos();
        target[Totals.INPUT_TOKENS] = operation.streams.inputTokens();
        target[Totals.OUTPUT_TOKENS] = operation.streams.outputTokens();
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

    private LayerCounts layer(Operation operation, long nowNanos) {
        String name = operation.spec.layer();
        LayerCounts known = layer(name);
        if (known != null) {
            return known;
        }
        LayerCounts created = new LayerCounts(name, operation.registeredNanos, layerWindow.toNanos());
        created.begin(nowNanos);
        layers.add(created);
        List<String> names = new ArrayList<>(layerNames);
        names.add(name);
        layerNames = List.copyOf(names);
        return created;
    }

    /** There are few. */
    private @Nullable LayerCounts layer(String name) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).layer().equals(name)) {
                return layers.get(i);
            }
        }
        return null;
    }

    private WindowCounts total(String layer) {
        WindowCounts total = new WindowCounts();
        for (int id = 0; id < operations.size(); id++) {
            Operation operation = operations.get(id);
            if (operation != null && operation.spec.layer().equals(layer)) {
                operation.addCounts(total);
            }
        }
        return total;
    }

    private static OperationSnapshot untouched(Operation operation) {
        return new OperationSnapshot(
                operation.spec, 0, 0, 0, 0, Optional.empty(), 0, 0, Map.of(), StreamSnapshot.NONE, 0, 0);
    }
}
