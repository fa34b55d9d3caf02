package io.nightjar.sample;

import io.nightjar.log.AgentLog;
import io.nightjar.sample.gpu.JnaNvml;
import io.nightjar.sample.gpu.Nvml;
import io.nightjar.sample.reading.NativeAccess;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is sampled: the machine this runs on, or a recorded one.
 *
 * @param proc {@code /proc}
 * @param root what all other paths are resolved against
 * @param osName as {@code os.name}
 * @param environment variables of this process
 * @param nvml how the NVML library of a file is loaded
 */
record Machine(Path proc, Path root, String osName, Map<String, String> environment, NvmlLoader nvml) {
    /** This machine. */
    static final Machine REAL = new Machine(
            Path.of("/proc"), Path.of("/"), System.getProperty("os.name", ""), System.getenv(), new JnaLoader());

    boolean isLinux() {
        return osName.startsWith("Linux");
    }

    /** Loads NVML from a file; may block. */
    interface NvmlLoader {
        Nvml load(Path file, AgentLog log) throws Exception;
    }

    /** Loads it by JNA. */
    private static final class JnaLoader implements NvmlLoader {
        @Override
        public Nvml load(Path file, AgentLog log) throws Exception {
            NativeAccess.enable(log);
            return JnaNvml.load(file);
        }
    }
}
