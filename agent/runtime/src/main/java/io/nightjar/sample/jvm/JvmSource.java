package io.nightjar.sample.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.nightjar.log.AgentLog;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.Source;
import io.nightjar.time.NanoClock;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's own memory by its MXBeans; no MBean server is created. Made only after the application's main has begun.
 * Confined to one thread.
 */
final class JvmSource implements Source<JvmReading> {
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<MemoryPoolMXBean> oldPools = new ArrayList<>();
    /** The old ones; those of the whole heap where none holds old objects only. */
    private final List<MemoryPoolMXBean> keepingPools;

    private final List<String> youngPools = new ArrayList<>();
    private final GcPauses pauses;
    private final GcListener listener;
    private final OptionalLong directLimitBytes;
    private @Nullable BufferPoolMXBean direct;
    private @Nullable BufferPoolMXBean mapped;
    private @Nullable MemoryPoolMXBean metaspace;

    private JvmSource(GcPauses pauses, AgentLog log, NanoClock clock) {
        this.pauses = pauses;
        Set<String> heapPools = new HashSet<>();
        List<MemoryPoolMXBean> allPools = new ArrayList<>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                heapPools.add(pool.getName());
                allPools.add(pool);
                if (holdsOldObjectsOnly(pool.getName())) {
                    oldPools.add(pool);
                } else {
                    youngPools.add(pool.getName());
                }
            } else if (pool.getName().equals("Metaspace")) {
                metaspace = pool;
            }
        }
        keepingPools = oldPools.isEmpty() ? allPools : oldPools;
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                direct = pool;
            } else if (pool.getName().equals("mapped")) {
                mapped = pool;
            }
        }
        directLimitBytes = directLimit(log);
        listener = new GcListener(pauses, heapPools, log, clock);
    }

    /** Begins to listen to the collectors. */
    static JvmSource open(GcPauses pauses, AgentLog log, NanoClock clock) throws NotAvailableException {
        try {
            JvmSource source = new JvmSource(pauses, log, clock);
            source.listener.listen();
            return source;
        } catch (LinkageError notResolved) {
            throw new NotAvailableException("the modules java.management and jdk.management are not resolved;"
                    + " start with --add-modules java.management,jdk.management (" + notResolved + ")");
        }
    }

    @Override
    public JvmReading read(long nowNanos) {
        MemoryUsage heap = memory.getHeapMemoryUsage();
        long maxBytes = heap.getMax() > 0 ? heap.getMax() : Runtime.getRuntime().maxMemory();
        Map<String, Long> afterGc = listener.usedAfterGc();
        MemoryUsage metaspaceUsage = metaspace == null ? null : metaspace.getUsage();
        return new JvmReading(
                heap.getUsed(),
                heap.getCommitted(),
                maxBytes,
                afterGc == null ? OptionalLong.empty() : OptionalLong.of(sum(afterGc)),
                judgedBytes(heap.getUsed(), afterGc),
                keptBytes(),
                used(direct),
                directLimitBytes,
                used(mapped),
                metaspaceUsage == null ? OptionalLong.empty() : OptionalLong.of(metaspaceUsage.getUsed()),
                metaspaceUsage == null || metaspaceUsage.getMax() <= 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(metaspaceUsage.getMax()),
                pauses.count(),
                pauses.totalMillis(),
                pauses.lastMillis());
    }

    @Override
    public void close() {
        listener.close();
    }

    /** Large objects go to the old generation at once, so it is read as it is; young garbage is about to go. */
    private long judgedBytes(long usedBytes, @Nullable Map<String, Long> afterGc) {
        if (afterGc == null) {
            return usedBytes;
        }
        long bytes = 0;
        for (int i = 0; i < oldPools.size(); i++) {
            bytes += oldPools.get(i).getUsage().getUsed();
        }
        for (int i = 0; i < youngPools.size(); i++) {
            Long left = afterGc.get(youngPools.get(i));
            bytes += left == null ? 0 : left;
        }
        return Math.min(usedBytes, bytes);
    }

    /** The JVM knows of each pool what the last collection that looked at all of it has left; nothing before the first. */
    private OptionalLong keptBytes() {
        long bytes = 0;
        for (int i = 0; i < keepingPools.size(); i++) {
            MemoryUsage left = keepingPools.get(i).getCollectionUsage();
            bytes += left == null ? 0 : left.getUsed();
        }
        return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /** A collector with one pool for all has no such pool. */
    private static boolean holdsOldObjectsOnly(String poolName) {
        String name = poolName.toLowerCase(Locale.ROOT);
        return name.contains("old") || name.contains("tenured");
    }

    private static long sum(Map<String, Long> pools) {
        long bytes = 0;
        for (Long used : pools.values()) {
            bytes += used;
        }
        return bytes;
    }

    private static OptionalLong used(@Nullable BufferPoolMXBean pool) {
        return pool == null || pool.getMemoryUsed() < 0 ? OptionalLong.empty() : OptionalLong.of(pool.getMemoryUsed());
    }

    private static OptionalLong directLimit(AgentLog log) {
        try {
            HotSpotDiagnosticMXBean hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            if (hotspot != null) {
                long bytes = Long.parseLong(
                        hotspot.getVMOption("MaxDirectMemorySize").getValue());
                return OptionalLong.of(bytes > 0 ? bytes : Runtime.getRuntime().maxMemory());
            }
        } catch (IllegalArgumentException | LinkageError otherJvm) {
            log.failure("sample.jvm.direct-limit", otherJvm);
        }
        return OptionalLong.empty();
    }
}
