package io.nightjar.sample.oshi;

import io.nightjar.log.AgentLog;
import io.nightjar.sample.reading.NativeAccess;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;

/** The one root of OSHI's objects, made when it is first wanted; slow. Thread-safe. */
final class Oshi {
    private static @Nullable SystemInfo system;

    private Oshi() {}

    static synchronized SystemInfo system(AgentLog log) {
        SystemInfo made = system;
        if (made == null) {
            NativeAccess.enable(log);
            made = new SystemInfo();
            system = made;
        }
        return made;
    }
}
