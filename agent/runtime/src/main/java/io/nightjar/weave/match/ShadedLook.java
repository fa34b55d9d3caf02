package io.nightjar.weave.match;

import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Looks from time to time whether an application has copies of libraries under other packages, and logs each once. Nothing
 * of it happens while classes load, nor in the first seconds of an application; classes are not asked for their names, which
 * they would keep. Thread-safe.
 */
public final class ShadedLook {
    private static final long SECOND_NANOS = 20_000_000_000L;
    static final long MOST_NANOS = 3_600_000_000_000L;

    private final Instrumentation instrumentation;
    private final Set<String> reported;
    private final AgentLog log;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private boolean looked;
    private long lookedNanos;
    private long waitNanos = SECOND_NANOS;

    /** @param reported what was logged before */
    public ShadedLook(Instrumentation instrumentation, Set<String> reported, AgentLog log) {
        this.instrumentation = instrumentation;
        this.reported = reported;
        this.log = log;
    }

    /** Whether it is time for a look, as it is the first time; the time between two grows to an hour. To be called by one thread. */
    public boolean takeDue(long nowNanos) {
        if (looked && nowNanos - lookedNanos < waitNanos) {
            return false;
        }
        waitNanos = looked ? Math.min(2 * waitNanos, MOST_NANOS) : waitNanos;
        looked = true;
        lookedNanos = nowNanos;
        return true;
    }

    /** Looks on a thread of its own: an application's loader may block. */
    public void start(RuleRegistry registry) {
        try {
            DaemonThreads.named("nightjar-versions", new Look(registry)).start();
        } catch (Throwable refused) {
            log.failure("weave.coverage", refused);
        }
    }

    /** The copies that were found, a line each. */
    public List<String> lines() {
        return lines;
    }

    /** Looks now. */
    void look(RuleRegistry registry) {
        Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            loaders.add(type.getClassLoader());
        }
        loaders.remove(null);
        loaders.remove(ShadedLook.class.getClassLoader());
        loaders.remove(ClassLoader.getPlatformClassLoader());
        ShadedCopies copies = ShadedCopies.of(registry, log);
        for (ClassLoader loader : loaders) {
            List<String> packages = new ArrayList<>();
            for (Package each : loader.getDefinedPackages()) {
                packages.add(each.getName());
            }
            for (String line : copies.in(packages, loader)) {
                if (!lines.contains(line)) {
                    lines.add(line);
                }
                if (reported.add(line)) {
                    log.warn(line);
                }
            }
        }
    }

    private final class Look implements Runnable {
        private final RuleRegistry registry;

        Look(RuleRegistry registry) {
            this.registry = registry;
        }

        @Override
        public void run() {
            try {
                look(registry);
            } catch (Throwable failure) {
                log.failure("weave.coverage", failure);
            }
        }
    }
}
