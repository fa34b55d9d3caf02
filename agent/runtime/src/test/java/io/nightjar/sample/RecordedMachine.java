package io.nightjar.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A machine's {@code /proc} and cgroup trees as recorded, in a directory of the test. */
public final class RecordedMachine {
    public static final long GIB = 1L << 30;

    public static final String MEMINFO = """
            MemTotal:       16777216 kB
            MemFree:         1048576 kB
            MemAvailable:    4194304 kB
            Buffers:          102400 kB
            Cached:          2097152 kB
            SwapCached:            0 kB
            SwapTotal:             0 kB
            SwapFree:              0 kB
            """;

    public static final String PRESSURE = """
            some avg10=1.25 avg60=0.50 avg300=0.10 total=123456
            full avg10=0.75 avg60=0.25 avg300=0.05 total=65432
            """;

    private static final String V2_STAT = """
            anon 1073741824
            file 1610612736
            kernel 33554432
            inactive_anon 4096
            active_anon 1073737728
            inactive_file 1073741824
            active_file 536870912
            """;

    private static final String V1_STAT = """
            cache 1610612736
            rss 1073741824
            inactive_file 1024
            active_file 536870912
            hierarchical_memory_limit %s
            total_cache 1610612736
            total_inactive_file 1073741824
            total_active_file 536870912
            """;

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    public RecordedMachine(Path root) throws IOException {
        this.root = root;
        write("proc/meminfo", MEMINFO);
        write("proc/stat", "cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 100 0 100 700 100 0 0 0 0 0\nintr 12345 1 2 3\n");
        write("proc/self/stat", "4711 (java) S " + "1 ".repeat(10) + "50 25 0 0 20 0 30 0 1000 " + "0 ".repeat(20));
        write("proc/self/statm", "765432 65536 1000 1 0 2000 0\n");
        write("proc/pressure/memory", PRESSURE);
    }

    Path root() {
        return root;
    }

    public Path proc() {
        return root.resolve("proc");
    }

    Machine machine(Machine.NvmlLoader nvml) {
        return new Machine(proc(), root, "Linux", environment, nvml);
    }

    RecordedMachine environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public RecordedMachine write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Membership and mounts of a host with version 2 alone. */
    public RecordedMachine unified(String groupPath) throws IOException {
        write("proc/self/cgroup", "0::" + groupPath + "\n");
        return write("proc/self/mountinfo", """
                22 27 0:21 / /proc rw,relatime - proc proc rw
                35 24 0:31 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate
                """);
    }

    /** Membership and mounts of a host with version 1, or hybrid. */
    public RecordedMachine legacy(String groupPath, String mountRoot) throws IOException {
        write(
                "proc/self/cgroup",
                "12:pids:" + groupPath + "\n5:cpu,cpuacct:" + groupPath + "\n4:memory:" + groupPath
                        + "\n1:name=systemd:/init.scope\n0::/init.scope\n");
        return write(
                "proc/self/mountinfo",
                "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755\n"
                        + "32 31 0:29 " + mountRoot + " /sys/fs/cgroup/cpu rw master:7 - cgroup cgroup rw,cpu,cpuacct\n"
                        + "35 31 0:32 " + mountRoot + " /sys/fs/cgroup/memory rw master:9 - cgroup cgroup rw,memory\n"
                        + "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n");
    }

    public RecordedMachine groupV2(String path, String max, long usageBytes) throws IOException {
        String directory = "sys/fs/cgroup" + path + "/";
        write(directory + "memory.max", max + "\n");
        write(directory + "memory.current", usageBytes + "\n");
        write(directory + "memory.stat", V2_STAT);
        write(directory + "memory.events", "low 0\nhigh 3\nmax 7\noom 2\noom_kill 1\noom_group_kill 0\n");
        return write(directory + "memory.pressure", PRESSURE);
    }

    public RecordedMachine groupV1(String path, long limitBytes, long hierarchicalBytes, long usageBytes)
            throws IOException {
        String directory = "sys/fs/cgroup/memory" + path + "/";
        write(directory + "memory.limit_in_bytes", limitBytes + "\n");
        write(directory + "memory.usage_in_bytes", usageBytes + "\n");
        write(directory + "memory.stat", String.format(V1_STAT, hierarchicalBytes));
        write(directory + "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 4\n");
        return write(directory + "memory.failcnt", "9\n");
    }
}
