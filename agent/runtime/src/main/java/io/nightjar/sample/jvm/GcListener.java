package io.nightjar.sample.jvm;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** Hears of each collection as it ends: pauses, and what they left. Called by the JVM's notification thread. */
final class GcListener implements NotificationListener, AutoCloseable {
    private final GcPauses pauses;
    private final Set<String> heapPools;
    private final AgentLog log;
    private final NanoClock clock;
    private final InstantSource wallClock = InstantSource.system();
    private final List<NotificationEmitter> emitters = new ArrayList<>();
    private volatile @Nullable Map<String, Long> usedAfterGc;

    GcListener(GcPauses pauses, Set<String> heapPools, AgentLog log, NanoClock clock) {
        this.pauses = pauses;
        this.heapPools = Set.copyOf(heapPools);
        this.log = log;
        this.clock = clock;
    }

    /** Begins to listen to every collector. */
    void listen() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(this, null, stopsTheWorld(collector.getName()));
                emitters.add(emitter);
            }
        }
        pauses.watchFrom(clock.nanoTime());
    }

    /** Whether such a collector's times are pauses: those of concurrent cycles are not. */
    static boolean stopsTheWorld(String collectorName) {
        return !collectorName.endsWith("Cycles") && !collectorName.equals("G1 Concurrent GC");
    }

    /** Bytes in each heap pool after the last collection that told them; null before the first. */
    @Nullable
    Map<String, Long> usedAfterGc() {
        return usedAfterGc;
    }

    @Override
    public void handleNotification(Notification notification, Object stopsTheWorld) {
        try {
            if (GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION.equals(notification.getType())) {
                GcInfo info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                        .getGcInfo();
                if (Boolean.TRUE.equals(stopsTheWorld)) {
                    notePause(notification.getTimeStamp(), info.getEndTime() - info.getStartTime());
                }
                noteUsage(info.getMemoryUsageAfterGc());
            }
        } catch (Throwable failed) {
            log.failure("sample.gc", failed);
        }
    }

    @Override
    public void close() {
        pauses.watchNoMore();
        for (NotificationEmitter emitter : emitters) {
            try {
                emitter.removeNotificationListener(this);
            } catch (ListenerNotFoundException alreadyGone) {
                log.failure("sample.gc.close", alreadyGone);
            }
        }
        emitters.clear();
    }

    /**
     * The times of {@link GcInfo} count from a moment of the JVM's start that nothing else tells, and the first
     * notification comes tens of milliseconds late; but the JVM stamps each at the collection's end by the wall clock.
     */
    private void notePause(long endWallMillis, long durationMillis) {
        long sinceMillis = Math.max(0, wallClock.millis() - endWallMillis);
        long endNanos = clock.nanoTime() - TimeUnit.MILLISECONDS.toNanos(sinceMillis);
        pauses.add(endNanos - TimeUnit.MILLISECONDS.toNanos(durationMillis), endNanos);
    }

    /** Concurrent collectors tell nothing at their pauses: all zero is no reading. */
    private void noteUsage(Map<String, MemoryUsage> afterGc) {
        Map<String, Long> used = new HashMap<>();
        long sum = 0;
        for (Map.Entry<String, MemoryUsage> pool : afterGc.entrySet()) {
            if (heapPools.contains(pool.getKey())) {
                used.put(pool.getKey(), pool.getValue().getUsed());
                sum += pool.getValue().getUsed();
            }
        }
        if (sum > 0) {
            usedAfterGc = Map.copyOf(used);
        }
    }
}
