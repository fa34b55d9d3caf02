package io.nightjar.sink;

/** Makes the daemon threads of this room: named {@code nightjar-*}, with nothing of the application's in them. */
final class SinkThreads {
    private static final ThreadGroup GROUP = rootGroup();

    private SinkThreads() {}

    /** A daemon thread that is not started, without inherited thread-locals and with our own context class loader. */
    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(GROUP, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(SinkThreads.class.getClassLoader());
        return thread;
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
