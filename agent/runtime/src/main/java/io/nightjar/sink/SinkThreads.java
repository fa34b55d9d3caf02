package io.nightjar.sink;

import io.nightjar.host.DaemonThreads;

/** Makes the daemon threads of this room: named {@code nightjar-*}, with nothing of the application's in them. */
final class SinkThreads {
    private SinkThreads() {}

    /** A daemon thread that is not started, without inherited thread-locals and with our own context class loader. */
    static Thread daemon(String name, Runnable work) {
        return DaemonThreads.named(name, work);
    }
}
