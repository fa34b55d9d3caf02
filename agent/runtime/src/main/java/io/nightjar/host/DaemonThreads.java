package io.nightjar.host;

import java.security.PrivilegedAction;

/**
 * Makes the agent's threads: daemons in a group of their own that inherit nothing of the application's, neither
 * thread-locals nor a context class loader nor the rights of the frames that happen to be on the stack. Thread-safe.
 */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** A thread that is not started, with the agent's own class loader as context. */
    public static Thread named(String name, Runnable work) {
        return Privileged.run(new Making(name, work));
    }

    /** A class and no lambda, which would cost each start more classes than it saves lines. */
    private static final class Making implements PrivilegedAction<Thread> {
        private static final ThreadGroup GROUP = ownGroup();

        private final String name;
        private final Runnable work;

        Making(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public Thread run() {
            Thread thread = new Thread(GROUP, work, name, 0, false);
            thread.setDaemon(true);
            try {
                thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
            } catch (SecurityException refused) {
                return thread; // it has its maker's, which is ours too where one of our threads makes it
            }
            return thread;
        }

        /**
         * A thread group of the application's may be destroyed or count its threads. Under a security manager the JDK's HTTP
         * client cannot start its thread from a thread of the root group.
         */
        private static ThreadGroup ownGroup() {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            while (group.getParent() != null) {
                group = group.getParent();
            }
            return new ThreadGroup(group, "nightjar");
        }
    }
}
