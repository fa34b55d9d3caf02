package io.nightjar.weave;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** The innermost frames of one thread; no other is looked at. Stateless; thread-safe. */
final class ThreadStacks {
    /** Loaded with the first call that passes its threshold. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final StackTraceElement[] NONE = {};

    private ThreadStacks() {}

    /** No frames where the thread has ended, or is not the one that its id names: an application's class can say any. */
    static StackTraceElement[] of(Thread thread, int mostFrames) {
        ThreadInfo info = THREADS.getThreadInfo(thread.getId(), mostFrames);
        return info == null || !info.getThreadName().equals(thread.getName()) ? NONE : info.getStackTrace();
    }
}
