package io.nightjar.sample.linux;

import static io.nightjar.sample.RecordedMachine.GIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.sample.RecordedMachine;
import io.nightjar.sample.reading.ContainerReading;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.PressureReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupMemoryTest {
    private static final long UNLIMITED_V1 = 9223372036854771712L;
    private static final long HOST = 16 * GIB;

    @TempDir
    private Path root;

    private RecordedMachine machine;

    @BeforeEach
    void record() throws IOException {
        machine = new RecordedMachine(root);
    }

    private ContainerReading read() throws Exception {
        try (CgroupMemory memory = CgroupMemory.open(machine.proc(), root)) {
            return memory.read(HOST);
        }
    }

    @Test
    void shouldTakeTheWorkingSetOverTheLimitWhenVersion2() throws Exception {
        machine.unified("/").groupV2("", Long.toString(4 * GIB), 3 * GIB);

        ContainerReading reading = read();

        assertThat(reading.version()).isEqualTo(2);
        assertThat(reading.limitBytes()).hasValue(4 * GIB);
        assertThat(reading.usageBytes()).isEqualTo(3 * GIB);
        assertThat(reading.workingSetBytes()).isEqualTo(2 * GIB);
        assertThat(reading.usedPercent()).hasValue(50.0);
        assertThat(reading.oomKills()).hasValue(1);
        assertThat(reading.limitHits()).hasValue(7);
        assertThat(reading.throttles()).hasValue(3);
        assertThat(reading.pressure()).contains(new PressureReading(1.25, 0.75, 123456));
    }

    @Test
    void shouldTakeTheLevelWithTheLeastLimitWhenLimitsAreNested() throws Exception {
        machine.unified("/kubepods/pod1/app")
                .groupV2("/kubepods/pod1/app", "max", 2 * GIB)
                .groupV2("/kubepods/pod1", Long.toString(4 * GIB), 4 * GIB)
                .groupV2("/kubepods", Long.toString(8 * GIB), 6 * GIB);

        ContainerReading reading = read();

        assertThat(reading.path()).endsWith("/kubepods/pod1");
        assertThat(reading.limitBytes()).hasValue(4 * GIB);
        assertThat(reading.usedPercent()).hasValue(75.0);
    }

    @Test
    void shouldTakeTheOuterLevelWhenLimitsAreEqual() throws Exception {
        machine.unified("/pod/app")
                .groupV2("/pod/app", Long.toString(4 * GIB), 2 * GIB)
                .groupV2("/pod", Long.toString(4 * GIB), 4 * GIB);

        assertThat(read().usedPercent()).hasValue(75.0);
    }

    @Test
    void shouldHaveNoLimitWhenNoneIsSetOrItIsAboveTheHost() throws Exception {
        machine.unified("/app").groupV2("/app", "max", 3 * GIB);
        assertThat(read().limitBytes()).isEmpty();

        machine.groupV2("/app", Long.toString(32 * GIB), 3 * GIB);
        assertThat(read().limitBytes()).isEmpty();
        assertThat(read().usedPercent()).isEmpty();
        assertThat(read().workingSetBytes()).isEqualTo(2 * GIB);
    }

    @Test
    void shouldNotGoBelowZeroWhenTheCacheIsLargerThanTheUsage() throws Exception {
        machine.unified("/").groupV2("", Long.toString(GIB), GIB / 2);

        assertThat(read().workingSetBytes()).isZero();
    }

    @Test
    void shouldReadTotalsWhenVersion1() throws Exception {
        machine.legacy("/docker/abc", "/").groupV1("/docker/abc", 4 * GIB, 4 * GIB, 3 * GIB);

        ContainerReading reading = read();

        assertThat(reading.version()).isEqualTo(1);
        assertThat(reading.usedPercent()).hasValue(50.0);
        assertThat(reading.oomKills()).hasValue(4);
        assertThat(reading.limitHits()).hasValue(9);
        assertThat(reading.pressure()).isEmpty();
    }

    @Test
    void shouldFindTheGroupAtTheMountPointWhenTheContainerSeesTheHostsPath() throws Exception {
        machine.legacy("/docker/abc", "/docker/abc").groupV1("", 4 * GIB, 4 * GIB, 3 * GIB);

        assertThat(read().usedPercent()).hasValue(50.0);
    }

    @Test
    void shouldKnowALimitAboveTheMountWhenTheKernelTellsIt() throws Exception {
        machine.legacy("/docker/abc", "/docker/abc").groupV1("", UNLIMITED_V1, 8 * GIB, 3 * GIB);

        assertThat(read().limitBytes()).hasValue(8 * GIB);
        assertThat(read().usedPercent()).hasValue(25.0);
    }

    @Test
    void shouldUseVersion1WhenTheHostIsHybrid() throws Exception {
        machine.legacy("/user", "/")
                .groupV1("/user", UNLIMITED_V1, UNLIMITED_V1, 3 * GIB)
                .write("sys/fs/cgroup/unified/memory.pressure", RecordedMachine.PRESSURE);

        assertThat(read().version()).isEqualTo(1);
        assertThat(read().limitBytes()).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatIsMissingWhenFilesAreMissing() throws Exception {
        machine.unified("/").groupV2("", Long.toString(4 * GIB), 3 * GIB);
        Files.delete(root.resolve("sys/fs/cgroup/memory.events"));
        Files.delete(root.resolve("sys/fs/cgroup/memory.pressure"));

        ContainerReading reading = read();

        assertThat(reading.usedPercent()).hasValue(50.0);
        assertThat(reading.oomKills()).isEmpty();
        assertThat(reading.pressure()).isEmpty();
    }

    @Test
    void shouldSayWhyWhenThereIsNoCgroup() throws IOException {
        assertThatThrownBy(this::read)
                .isInstanceOf(NotAvailableException.class)
                .hasMessageEndingWith("self/cgroup does not exist");

        machine.unified("/").write("proc/self/mountinfo", "22 27 0:21 / /proc rw - proc proc rw\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(NotAvailableException.class)
                .hasMessage("no cgroup memory controller is mounted");
    }

    @Test
    void shouldSayWhyWhenTheControllerIsNotDelegated() throws IOException {
        machine.unified("/app");
        Files.createDirectories(root.resolve("sys/fs/cgroup/app"));

        assertThatThrownBy(this::read)
                .isInstanceOf(NotAvailableException.class)
                .hasMessageEndingWith("has no memory controller");
    }

    @Test
    void shouldNameTheFileWhenItIsCutOff() throws Exception {
        machine.unified("/").groupV2("", Long.toString(4 * GIB), 3 * GIB);
        machine.write("sys/fs/cgroup/memory.stat", "anon 1073741824\nfile 16106127");

        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("memory.stat is cut off");
    }

    @Test
    void shouldFollowWhenTheProcessIsPutIntoAnotherGroup() throws Exception {
        machine.unified("/one")
                .groupV2("/one", Long.toString(4 * GIB), 3 * GIB)
                .groupV2("/another", Long.toString(8 * GIB), 3 * GIB);
        try (CgroupMemory memory = CgroupMemory.open(machine.proc(), root)) {
            assertThat(memory.read(HOST).limitBytes()).hasValue(4 * GIB);

            machine.unified("/another");
            for (int i = 0; i < 12; i++) {
                memory.read(HOST);
            }

            assertThat(memory.read(HOST).limitBytes()).hasValue(8 * GIB);
        }
    }
}
