package io.nightjar.launch;

import io.nightjar.host.DaemonThreads;

/** Makes the threads that launch starts: daemons that inherit nothing of the application's. */
final class AgentThreads {
    private AgentThreads() {}

    /** A thread in the system group, with the agent's class loader and no inherited thread-locals. */
    static Thread daemon(String name, Runnable work) {
        return DaemonThreads.named(name, work);
    }
}
