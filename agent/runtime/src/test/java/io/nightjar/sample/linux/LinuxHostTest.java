package io.nightjar.sample.linux;

import static io.nightjar.sample.RecordedMachine.GIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import io.nightjar.sample.RecordedMachine;
import io.nightjar.sample.reading.HostReading;
import io.nightjar.sample.reading.PressureReading;
import io.nightjar.sample.reading.ProcessReading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinuxHostTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path root;

    private RecordedMachine machine;

    @BeforeEach
    void record() throws IOException {
        machine = new RecordedMachine(root);
    }

    @Test
    void shouldCountPageCacheAsAvailableWhenTheKernelSaysSo() throws Exception {
        try (LinuxHost host = LinuxHost.open(machine.proc())) {
            HostReading reading = host.read(0);

            assertThat(reading.totalBytes()).isEqualTo(16 * GIB);
            assertThat(reading.usedPercent()).isEqualTo(75.0);
            assertThat(reading.pressure()).contains(new PressureReading(1.25, 0.75, 123456));
            assertThat(reading.cpuPercent()).isEmpty();
        }
    }

    @Test
    void shouldAddUpWhatIsAvailableWhenAnOldKernelDoesNot() throws Exception {
        machine.write("proc/meminfo", RecordedMachine.MEMINFO.replaceAll("MemAvailable.*\n", ""));
        try (LinuxHost host = LinuxHost.open(machine.proc())) {
            assertThat(host.read(0).availableBytes()).isEqualTo((1048576L + 102400 + 2097152) * 1024);
        }
    }

    @Test
    void shouldTellTheBusyShareBetweenTwoReadings() throws Exception {
        try (LinuxHost host = LinuxHost.open(machine.proc())) {
            host.read(0);
            machine.write("proc/stat", "cpu  150 0 125 800 125 0 0 0 0 0\n");

            assertThat(host.read(1).cpuPercent().getAsDouble()).isCloseTo(37.5, Offset.offset(1e-9));
        }
    }

    @Test
    void shouldNameTheFileWhenItIsCutOff() throws Exception {
        machine.write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:         10");
        try (LinuxHost host = LinuxHost.open(machine.proc())) {
            assertThatThrownBy(() -> host.read(0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("meminfo is cut off: no Buffers");

            machine.write("proc/meminfo", "");
            assertThatThrownBy(() -> host.read(0)).hasMessageEndingWith("meminfo is empty");

            machine.write("proc/meminfo", RecordedMachine.MEMINFO);
            assertThat(host.read(0).usedPercent()).isEqualTo(75.0);
        }
    }

    @Test
    void shouldGoWithoutPressureWhenTheKernelDoesNotMeasureIt() throws Exception {
        Files.delete(root.resolve("proc/pressure/memory"));
        try (LinuxHost host = LinuxHost.open(machine.proc())) {
            assertThat(host.read(0).pressure()).isEmpty();
        }
    }

    @Test
    void shouldTellTheProcessShareWhenItsNameHasParentheses() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        machine.write("proc/self/stat", "4711 (ja) v(a) S " + "1 ".repeat(10) + "50 25 0 0 20 0 30 0 1000 0\n");
        try (LinuxProcess process = LinuxProcess.open(machine.proc())) {
            ProcessReading first = process.read(0);
            machine.write("proc/self/stat", "4711 (ja) v(a) S " + "1 ".repeat(10) + "90 35 0 0 20 0 30 0 1000 0\n");
            ProcessReading second = process.read(SECOND);

            assertThat(first.residentBytes()).isEqualTo(65536L * 4096);
            assertThat(first.cpuPercent()).isEmpty();
            assertThat(second.cpuPercent().getAsDouble()).isCloseTo(50.0 / processors, Offset.offset(1e-9));
        }
    }

    @Test
    void shouldAgreeWithTheJvmWhenTheMachineIsThisOne() throws Exception {
        Path proc = Path.of("/proc");
        Assumptions.assumeTrue(Files.isReadable(proc.resolve("meminfo")), "there is no /proc here");
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (LinuxHost host = LinuxHost.open(proc);
                LinuxProcess process = LinuxProcess.open(proc)) {
            assertThat(host.read(0).totalBytes()).isGreaterThanOrEqualTo(os.getTotalMemorySize());
            assertThat(process.read(0).residentBytes())
                    .isBetween(10L << 20, host.read(0).totalBytes());
        }
    }
}
