package io.nightjar.launch;

/** Makes the threads that launch starts: daemons that inherit nothing of the application's. */
final class AgentThreads {
    private AgentThreads() {}

    /** A thread in the system group, with the agent's class loader and no inherited thread-locals. */
    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(rootGroup(), work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(AgentThreads.class.getClassLoader());
        return thread;
    }

    /** A thread group of the application's may be destroyed or count its threads; the root group is nobody's. */
    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
