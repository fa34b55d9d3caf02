package io.nightjar.launch;

import io.nightjar.detect.Detector;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.PolicyControl;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.state.KeptPolicyControl;
import io.nightjar.state.StateSaver;
import io.nightjar.state.StateStore;
import io.nightjar.time.NanoClock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the detector knows, kept in a directory; nothing of it is loaded where none is configured. Thread-safe. */
final class KeptState implements PeriodicTasks.Task, Problems.Part, StateSaver.Source {
    private static final int LONGEST_NAME = 64;
    private static final long LAST_SAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Detector detector;
    private final NanoClock clock;
    private final StateSaver saver;

    private KeptState(Detector detector, StateStore store, AgentLog log, NanoClock clock) {
        this.detector = detector;
        this.clock = clock;
        saver = new StateSaver(store, this, log, clock);
    }

    /** Gives what earlier processes of the service left to the detector and the destinations; null without a directory. */
    static @Nullable KeptState open(
            @Nullable Path directory,
            String service,
            Detector detector,
            AlertDispatcher dispatcher,
            AgentLog log,
            NanoClock clock,
            InstantSource wallClock) {
        if (directory == null) {
            return null;
        }
        StateStore store = new StateStore(directory.resolve(directoryOf(service)), log, wallClock);
        dispatcher.goesOn(detector.restore(store.load()));
        return new KeptState(detector, store, log, clock);
    }

    /** The name of a service as that of a directory: what a process of another service left is not its own to take over. */
    static String directoryOf(String service) {
        StringBuilder name = new StringBuilder("service-");
        for (int i = 0; i < service.length() && i < LONGEST_NAME; i++) {
            char c = service.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            name.append(plain ? c : '_');
        }
        boolean same = name.toString().equals("service-" + service);
        return same ? name.toString() : name + "-" + Integer.toHexString(service.hashCode());
    }

    PolicyControl control() {
        return new KeptPolicyControl(detector, saver);
    }

    @Override
    public PolicyMemory memory() {
        return detector.remember();
    }

    @Override
    public long changes() {
        return detector.changes();
    }

    @Override
    public String name() {
        return "state.save";
    }

    @Override
    public void run() {
        saver.run();
    }

    @Override
    public void addTo(List<String> problems) {
        String problem = saver.standstill();
        if (problem != null) {
            problems.add(problem);
        }
    }

    /** Saves a last time. */
    void close() {
        saver.close(clock.nanoTime() + LAST_SAVE_NANOS);
    }
}
