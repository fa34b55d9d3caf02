package io.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.nightjar.config.SamplingSettings;
import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.sample.gpu.FakeDriver;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sample.gpu.InterfaceFakeDriver;
import io.nightjar.sample.gpu.NvmlCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamplerTest {
    private static final Machine.NvmlLoader NEVER = (file, ignored) -> {
        throw new AssertionError("native code was asked for: " + file);
    };

    private final SpyLog log = new SpyLog();
    private final ManualClock clock = new ManualClock();
    private final InterfaceFakeDriver driver = new InterfaceFakeDriver(false);
    private Sampler sampler;
    private RecordedMachine machine;

    @TempDir
    private Path root;

    @BeforeEach
    void record() throws IOException {
        machine = new RecordedMachine(root);
        machine.unified("/app").groupV2("/app", Long.toString(4 * RecordedMachine.GIB), 3 * RecordedMachine.GIB);
    }

    @AfterEach
    void close() {
        if (sampler != null) {
            sampler.close();
        }
    }

    private static SamplingSettings settings(Set<MemoryKind> check, @Nullable Path library) {
        return new SamplingSettings(Duration.ofSeconds(5), check, List.of(), library);
    }

    private void create(Set<MemoryKind> check, @Nullable Path library, Machine.NvmlLoader loader) {
        sampler = Sampler.create(settings(check, library), machine.machine(loader), log.log(), clock);
    }

    private void createWithGpu(Machine.NvmlLoader loader) throws IOException {
        machine.write("usr/lib/libnvidia-ml.so.1", "not read by the fake");
        create(Set.of(), null, loader);
    }

    /** The clock runs on while the driver's thread answers: an answer that is too old by then is followed by another. */
    private void awaitGpu() {
        Await.until(() -> {
            clock.advanceSeconds(1);
            List<GpuSnapshot> gpus = sampler.sample().gpus();
            return !gpus.isEmpty() && !gpus.get(0).stale();
        });
    }

    @Test
    void shouldTouchNothingWhenItIsOnlyMade() {
        create(Set.of(), null, NEVER);

        assertThat(sampler.snapshot()).isEmpty();
        assertThat(sampler.latest()).isEmpty();
        assertThat(sampler.pauseMillisBetween(0, 1)).isEmpty();
    }

    @Test
    void shouldReadEverythingAndAskForNoNativeCodeWhenThereIsNoLibrary() {
        create(Set.of(), null, NEVER);

        ResourceSnapshot taken = sampler.sample();

        assertThat(taken.host()).isPresent();
        assertThat(taken.container()).isPresent();
        assertThat(taken.process()).isPresent();
        assertThat(taken.jvm()).isPresent();
        assertThat(taken.unavailable()).extracting(Unavailable::what).containsExactly("gpu");
        assertThat(sampler.latest())
                .extracting(MemoryReading::kind, MemoryReading::usedPercent)
                .containsExactly(tuple(MemoryKind.CONTAINER, 50.0));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void shouldGiveWhatRulesAskForWhetherOrNotItIsJudgedUntilItIsTooOld() {
        create(Set.of(MemoryKind.CONTAINER), null, NEVER);
        assertThat(sampler.usedPercent(MemoryKind.CONTAINER)).isEmpty();
        assertThat(sampler.usedPercent(MemoryKind.DIRECT)).isEmpty();
        assertThat(sampler.cpuPercent()).isEmpty();
        sampler.sample();
        clock.advanceSeconds(5);
        sampler.sample();

        assertThat(sampler.usedPercent(MemoryKind.CONTAINER)).hasValue(50);
        assertThat(sampler.usedPercent(MemoryKind.HEAP).orElseThrow()).isBetween(0.01, 100.0);
        assertThat(sampler.usedPercent(MemoryKind.DIRECT)).isPresent();
        assertThat(sampler.usedPercent(MemoryKind.GPU)).isEmpty();
        assertThat(sampler.gpuUtilizationPercent()).isEmpty();
        assertThat(sampler.cpuPercent())
                .isEqualTo(
                        sampler.snapshot().orElseThrow().process().orElseThrow().cpuPercent());

        clock.advanceSeconds(16);
        assertThat(sampler.usedPercent(MemoryKind.CONTAINER)).isEmpty();
        assertThat(sampler.usedPercent(MemoryKind.HEAP)).isEmpty();
        assertThat(sampler.cpuPercent()).isEmpty();
    }

    @Test
    void shouldLeaveOutReadingsWhenTheyAreTooOld() {
        create(Set.of(), null, NEVER);
        sampler.sample();

        clock.advanceSeconds(15);
        assertThat(sampler.latest()).hasSize(1);
        clock.advanceSeconds(1);
        assertThat(sampler.latest()).isEmpty();
    }

    @Test
    void shouldGoOnWithTheRestWhenOneFileIsCutOff() throws IOException {
        create(Set.of(MemoryKind.HOST, MemoryKind.CONTAINER), null, NEVER);
        sampler.sample();
        machine.write("proc/meminfo", "MemTotal:  1");
        clock.advanceSeconds(5);

        ResourceSnapshot taken = sampler.sample();

        assertThat(taken.host()).isEmpty();
        assertThat(taken.unavailable()).extracting(Unavailable::what).containsExactly("gpu", "host");
        assertThat(sampler.latest()).extracting(MemoryReading::kind).containsExactly(MemoryKind.CONTAINER);
        assertThat(log.failures()).containsEntry("sample.host", 1L);
    }

    @Test
    void shouldSayOnceWhatCannotBeJudged() throws IOException {
        Files.delete(root.resolve("proc/self/cgroup"));
        create(Set.of(MemoryKind.CONTAINER, MemoryKind.GPU), null, NEVER);

        sampler.sample();
        sampler.sample();

        assertThat(log.lines()).hasSize(2);
        assertThat(String.join("\n", log.lines()))
                .contains("memory.check names container, which cannot be judged here: " + root)
                .contains("memory.check names gpu, which cannot be judged here: no NVML library");
    }

    @Test
    void shouldFollowNewSettingsFromTheNextSampleOn() {
        create(Set.of(), null, NEVER);
        sampler.sample();

        sampler.replaceSettings(settings(Set.of(MemoryKind.HOST, MemoryKind.HEAP), null));
        sampler.sample();

        assertThat(sampler.latest()).extracting(MemoryReading::kind).containsExactly(MemoryKind.HOST, MemoryKind.HEAP);
    }

    @Test
    void shouldSayOnceWhenGpuLibraryIsWrong() {
        Path wrong = root.resolve("nowhere.so");
        create(Set.of(), wrong, NEVER);

        sampler.sample();
        sampler.sample();

        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0)).contains("gpu.library names " + wrong);
        assertThat(sampler.latest()).extracting(MemoryReading::kind).containsExactly(MemoryKind.CONTAINER);
    }

    @Test
    void shouldNameTheFileWhenItIsNoLibrary() throws IOException {
        createWithGpu((file, ignored) -> {
            throw new UnsatisfiedLinkError(file + ": invalid ELF header");
        });
        sampler.sample();
        Await.until(() -> log.failures().containsKey("sample.nvml.load"));

        Await.until(() -> sampler.sample().judged().size() == 1);
        assertThat(sampler.latest()).extracting(MemoryReading::kind).containsExactly(MemoryKind.CONTAINER);
        assertThat(sampler.snapshot().orElseThrow().unavailable().get(0).why())
                .contains("libnvidia-ml.so.1")
                .contains("invalid ELF header");
    }

    @Test
    void shouldJudgeTheGpuWhenTheDriverHasAnswered() throws IOException {
        createWithGpu((file, ignored) -> driver);
        awaitGpu();

        assertThat(sampler.latest())
                .extracting(MemoryReading::kind, MemoryReading::device, MemoryReading::usedPercent)
                .containsExactly(tuple(MemoryKind.GPU, FakeDriver.uuid(0), 60.0));
    }

    @Test
    void shouldShowTheHostsMemoryWhenTheGpuHasNoneOfItsOwn() throws IOException {
        driver.always("nvmlDeviceGetMemoryInfo_v2", 0, NvmlCode.NOT_SUPPORTED);
        driver.always("nvmlDeviceGetMemoryInfo", 0, NvmlCode.NOT_SUPPORTED);
        createWithGpu((file, ignored) -> driver);
        awaitGpu();

        MemoryReading reading = sampler.latest().get(0);
        assertThat(reading.kind()).isEqualTo(MemoryKind.GPU);
        assertThat(reading.usedPercent()).isEqualTo(75.0);
        assertThat(reading.deviceName()).isEqualTo("Fake GPU (unified memory)");
    }

    @Test
    void shouldJudgeTheContainerWhenTheDriverNeverAnswers() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        createWithGpu((file, ignored) -> {
            never.await();
            return driver;
        });

        assertThat(sampler.sample().judged()).isEmpty();
        clock.advanceSeconds(16);
        ResourceSnapshot taken = sampler.sample();

        assertThat(taken.judged()).extracting(MemoryReading::kind).containsExactly(MemoryKind.CONTAINER);
        assertThat(taken.unavailable().get(0).why()).isEqualTo("the driver has not answered for 16 s");
        never.countDown();
    }

    @Test
    void shouldMarkReadingsStaleWhenTheDriverHangsInMidRun() throws IOException {
        createWithGpu((file, ignored) -> driver);
        awaitGpu();
        driver.hold("nvmlDeviceGetMemoryInfo_v2");
        sampler.replaceSettings(settings(Set.of(MemoryKind.GPU), null));
        sampler.sample();
        Await.until(driver::isHeld);

        Await.until(() -> {
            clock.advanceSeconds(16);
            return sampler.sample().gpus().get(0).stale();
        });
        ResourceSnapshot taken = sampler.snapshot().orElseThrow();
        assertThat(taken.judged()).isEmpty();
        assertThat(taken.host()).isPresent();
        assertThat(taken.unavailable().get(0).why()).contains("the driver has not answered for");
        assertThat(String.join("\n", log.lines())).contains("GPU readings are stale");

        driver.letGo();
        sampler.replaceSettings(settings(Set.of(), null));
        Await.until(() -> !sampler.sample().judged().isEmpty());
        assertThat(String.join("\n", log.lines())).contains("The GPU driver answers again");
    }

    @Test
    void shouldReadAmdGpusByTheKernelsFiles() throws IOException {
        Path device = root.resolve("sys/devices/pci0000:00/0000:03:00.0");
        Files.createDirectories(device);
        Files.createDirectories(root.resolve("sys/class/drm/card1"));
        Files.createSymbolicLink(root.resolve("sys/class/drm/card1/device"), device);
        machine.write("sys/devices/pci0000:00/0000:03:00.0/mem_info_vram_total", (32 * RecordedMachine.GIB) + "\n");
        machine.write("sys/devices/pci0000:00/0000:03:00.0/mem_info_vram_used", (8 * RecordedMachine.GIB) + "\n");
        machine.write("sys/devices/pci0000:00/0000:03:00.0/gpu_busy_percent", "17\n");
        create(Set.of(), null, NEVER);

        GpuReading gpu = sampler.sample().gpus().get(0).devices().get(0);

        assertThat(gpu.uuid()).isEqualTo("0000:03:00.0");
        assertThat(gpu.usedPercent()).hasValue(25.0);
        assertThat(gpu.utilizationPercent()).hasValue(17);
        assertThat(sampler.latest()).extracting(MemoryReading::kind).containsExactly(MemoryKind.GPU);
    }

    @Test
    void shouldSampleOnADaemonThreadOfItsOwnWhenStarted() {
        create(Set.of(), null, NEVER);
        sampler.start();
        Await.until(() -> sampler.snapshot().isPresent());

        Thread thread = thread("nightjar-sampler");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isNull();
        assertThat(thread("nightjar-nvml")).isNull();
        sampler.close();
        Await.until(() -> !thread.isAlive());
    }

    private static @Nullable Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findAny()
                .orElse(null);
    }
}
