package io.nightjar.sample.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.SpyLog;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session makes of each of the driver's answers; run against both fakes. */
abstract class NvmlSessionCases {
    private static final GpuSelection ALL = GpuSelection.of(List.of(), null);
    private static final long SECOND = 1_000_000_000L;

    private final SpyLog log = new SpyLog();
    private FakeDriver driver;
    private NvmlSession session;
    private long now = 7 * SECOND;

    @TempDir
    private Path directory;

    abstract FakeDriver driver(Path directory, boolean old) throws Exception;

    @BeforeEach
    void open() throws Exception {
        use(driver(directory, false));
    }

    private void use(FakeDriver used) throws Exception {
        driver = used;
        session = new NvmlSession(driver.open(), "libfake.so", log.log());
    }

    private List<GpuReading> cycleAfter(long seconds) {
        return cycleAfter(seconds, ALL);
    }

    private List<GpuReading> cycleAfter(long seconds, GpuSelection wanted) {
        now += seconds * SECOND;
        session.cycle(wanted, now);
        return session.latest() == null ? List.of() : session.latest().devices();
    }

    @Test
    void shouldReadEverythingWhenTheDriverTellsIt() {
        GpuReading gpu = cycleAfter(0).get(0);

        assertThat(session.whyNot()).isNull();
        assertThat(session.latest().driverVersion()).contains("580.00.01");
        assertThat(gpu.uuid()).isEqualTo(FakeDriver.uuid(0));
        assertThat(gpu.name()).isEqualTo("Fake GPU");
        assertThat(gpu.index()).isEqualTo(OptionalInt.of(0));
        assertThat(gpu.pciBusId()).contains("00000000:01:00.0");
        assertThat(gpu.usedPercent()).hasValue(60.0);
        assertThat(gpu.totalBytes()).hasValue(1000);
        assertThat(gpu.freeBytes()).hasValue(400);
        assertThat(gpu.usedBytes()).hasValue(550);
        assertThat(gpu.reservedBytes()).isEqualTo(OptionalLong.of(50));
        assertThat(gpu.utilizationPercent()).hasValue(40);
        assertThat(gpu.memoryBandwidthPercent()).hasValue(20);
        assertThat(gpu.temperatureCelsius()).hasValue(50);
        assertThat(gpu.powerMilliwatts()).hasValue(123456);
        assertThat(gpu.clockReasons()).isEmpty();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldUseTheOlderFunctionsWhenTheLibraryLacksTheNewer() throws Exception {
        use(driver(directory, true));

        GpuReading gpu = cycleAfter(0).get(0);

        assertThat(gpu.usedPercent()).hasValue(60.0);
        assertThat(gpu.reservedBytes()).isEmpty();
        assertThat(gpu.temperatureCelsius()).hasValue(51);
        assertThat(gpu.processes()).isEmpty();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldUseTheFirstVersionWhenTheSecondIsRejected() {
        driver.always("nvmlDeviceGetMemoryInfo_v2", 0, NvmlCode.ARGUMENT_VERSION_MISMATCH);

        assertThat(cycleAfter(0).get(0).usedPercent()).hasValue(60.0);
        cycleAfter(5);
        assertThat(driver.calls("nvmlDeviceGetMemoryInfo_v2")).isEqualTo(1);
        assertThat(driver.calls("nvmlDeviceGetMemoryInfo")).isEqualTo(2);
    }

    @Test
    void shouldAskOnceWhenAMetricIsNotSupported() {
        driver.always("nvmlDeviceGetPowerUsage", 0, NvmlCode.NOT_SUPPORTED);

        for (int i = 0; i < 5; i++) {
            assertThat(cycleAfter(10).get(0).powerMilliwatts()).isEmpty();
        }
        assertThat(driver.calls("nvmlDeviceGetPowerUsage")).isEqualTo(1);
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldSkipTheSampleOnlyWhenDataIsNotReady() {
        driver.rule("nvmlDeviceGetUtilizationRates", 0, 1, 1, NvmlCode.NO_DATA);

        assertThat(cycleAfter(0).get(0).utilizationPercent()).isEmpty();
        assertThat(cycleAfter(5).get(0).utilizationPercent()).hasValue(40);
    }

    @Test
    void shouldSayUnifiedMemoryWhenTheGpuHasNoneOfItsOwn() {
        driver.count(2);
        driver.always("nvmlDeviceGetMemoryInfo_v2", 0, NvmlCode.NOT_SUPPORTED);
        driver.always("nvmlDeviceGetMemoryInfo", 0, NvmlCode.NOT_SUPPORTED);
        driver.always("nvmlDeviceGetMemoryInfo_v2", 1, NvmlCode.SUCCESS, 0, 0, 0, 0);

        List<GpuReading> gpus = cycleAfter(0);

        assertThat(gpus).allMatch(GpuReading::unifiedMemory);
        assertThat(gpus).allMatch(gpu -> gpu.usedPercent().isEmpty());
    }

    @Test
    void shouldCountNonsenseAndGoOnWhenAValueIsAboveTwoToThe63() {
        driver.rule("nvmlDeviceGetMemoryInfo_v2", 0, 1, 1, NvmlCode.SUCCESS, -1, -1, -1, -1);

        GpuReading first = cycleAfter(0).get(0);
        GpuReading second = cycleAfter(5).get(0);

        assertThat(first.usedPercent()).isEmpty();
        assertThat(first.unifiedMemory()).isFalse();
        assertThat(first.utilizationPercent()).hasValue(40);
        assertThat(second.usedPercent()).hasValue(60.0);
        assertThat(log.failures()).containsEntry("sample.nvml.memory", 1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {NvmlCode.DRIVER_NOT_LOADED, NvmlCode.UNKNOWN})
    void shouldBackOffAndTryAgainWhenInitFails(int code) {
        driver.rule("nvmlInit_v2", FakeDriver.ANY, 1, 3, code);

        assertThat(cycleAfter(0)).isEmpty();
        assertThat(session.whyNot()).contains(NvmlCode.say(code));
        cycleAfter(0);
        assertThat(driver.calls("nvmlInit_v2")).isEqualTo(1);
        cycleAfter(1);
        assertThat(driver.calls("nvmlInit_v2")).isEqualTo(2);
        cycleAfter(1);
        assertThat(driver.calls("nvmlInit_v2")).isEqualTo(2);
        cycleAfter(1);
        assertThat(driver.calls("nvmlInit_v2")).isEqualTo(3);
        assertThat(cycleAfter(4)).hasSize(1);
        assertThat(session.whyNot()).isNull();
        assertThat(log.lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {NvmlCode.LIB_RM_VERSION_MISMATCH, NvmlCode.GPU_NOT_FOUND, NvmlCode.FUNCTION_NOT_FOUND})
    void shouldAskSeldomWhenInitCannotSucceedSoon(int code) {
        driver.always("nvmlInit_v2", FakeDriver.ANY, code);

        cycleAfter(0);
        for (int i = 0; i < 29; i++) {
            cycleAfter(10);
        }
        assertThat(driver.calls("nvmlInit_v2")).isEqualTo(1);
        cycleAfter(10);
        assertThat(driver.calls("nvmlInit_v2")).isEqualTo(2);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void shouldInitialiseAgainOnceWhenSomebodyElseShutDown() {
        cycleAfter(0);
        driver.rule("nvmlDeviceGetMemoryInfo_v2", 0, 2, 2, NvmlCode.UNINITIALIZED);

        assertThat(cycleAfter(5).get(0).usedPercent()).hasValue(60.0);
        assertThat(driver.calls("nvmlInit_v2")).isEqualTo(2);
        assertThat(session.whyNot()).isNull();
    }

    @Test
    void shouldShutDownAndBackOffWhenTheDriverFailsInternally() {
        cycleAfter(0);
        long taken = session.latest().takenAtNanos();
        driver.rule("nvmlDeviceGetMemoryInfo_v2", 0, 2, 2, NvmlCode.UNKNOWN);

        cycleAfter(5);
        assertThat(session.latest().takenAtNanos()).isEqualTo(taken);
        assertThat(session.whyNot()).contains("failed internally");
        assertThat(driver.calls("nvmlShutdown")).isEqualTo(1);
        cycleAfter(5);
        assertThat(session.latest().takenAtNanos()).isEqualTo(now);
        assertThat(driver.calls("nvmlInit_v2")).isEqualTo(2);
    }

    @Test
    void shouldLeaveOutADeviceWhenItsHandleIsForbidden() {
        driver.count(2);
        driver.rule("nvmlDeviceGetHandleByIndex_v2", 0, 1, 1, NvmlCode.NO_PERMISSION);

        assertThat(cycleAfter(0)).extracting(GpuReading::uuid).containsExactly(FakeDriver.uuid(1));
        cycleAfter(30);
        assertThat(driver.calls("nvmlDeviceGetHandleByIndex_v2")).isEqualTo(2);
        assertThat(cycleAfter(31)).hasSize(2);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void shouldLeaveOutADeviceWhenAccessIsRevokedInMidRun() {
        driver.count(2);
        cycleAfter(0);
        driver.rule("nvmlDeviceGetMemoryInfo_v2", 1, 2, 2, NvmlCode.OPERATING_SYSTEM);

        assertThat(cycleAfter(5)).extracting(GpuReading::uuid).containsExactly(FakeDriver.uuid(0));
        assertThat(cycleAfter(5)).hasSize(1);
        assertThat(cycleAfter(60)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {NvmlCode.GPU_IS_LOST, NvmlCode.RESET_REQUIRED})
    void shouldLatchTheLossWhenAGpuFallsOffTheBus(int code) {
        driver.count(2);
        cycleAfter(0);
        driver.rule("nvmlDeviceGetMemoryInfo_v2", 0, 2, 2, code);

        GpuReading lost = cycleAfter(5).get(0);
        assertThat(lost.state()).isEqualTo(GpuReading.State.LOST);
        assertThat(lost.usedPercent()).isEmpty();
        assertThat(cycleAfter(5).get(1).usedPercent()).hasValue(60.0);
        assertThat(driver.calls("nvmlDeviceGetMemoryInfo_v2")).isEqualTo(5);
        for (int i = 0; i < 10; i++) {
            assertThat(cycleAfter(5).get(0).state()).isEqualTo(GpuReading.State.LOST);
        }
        assertThat(cycleAfter(10).get(0).state()).isEqualTo(GpuReading.State.OK);
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).contains("is lost").contains(FakeDriver.uuid(0));
        assertThat(log.lines().get(1)).contains("answers again");
    }

    @Test
    void shouldFindTheHandleAnewWhenItIsNoLongerValid() {
        cycleAfter(0);
        driver.rule("nvmlDeviceGetMemoryInfo_v2", 0, 2, 2, NvmlCode.INVALID_ARGUMENT);

        assertThat(cycleAfter(5)).isEmpty();
        assertThat(cycleAfter(5)).hasSize(1);
        assertThat(driver.calls("nvmlDeviceGetHandleByIndex_v2")).isEqualTo(2);
    }

    @Test
    void shouldFollowTheCountWhenDevicesComeAndGo() {
        cycleAfter(0);
        driver.count(3);
        assertThat(cycleAfter(5)).hasSize(3);
        driver.count(1);
        assertThat(cycleAfter(5)).hasSize(1);
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void shouldListMigPartsOnTheirOwnWhenThereAreGaps() {
        driver.always("nvmlDeviceGetMigMode", 0, NvmlCode.SUCCESS, 1);
        driver.always("nvmlDeviceGetMigDeviceHandleByIndex", 1, NvmlCode.SUCCESS);
        driver.always("nvmlDeviceGetMigDeviceHandleByIndex", 4, NvmlCode.SUCCESS);
        driver.always("nvmlDeviceGetMemoryInfo_v2", 17, NvmlCode.SUCCESS, 100, 0, 75, 25);

        List<GpuReading> gpus = cycleAfter(0);

        assertThat(gpus)
                .extracting(GpuReading::uuid)
                .containsExactly(FakeDriver.uuid(0), FakeDriver.uuid(17), FakeDriver.uuid(20));
        assertThat(gpus.get(1).parentUuid()).contains(FakeDriver.uuid(0));
        assertThat(gpus.get(1).usedPercent()).hasValue(25.0);
        assertThat(gpus.get(1).utilizationPercent()).isEmpty();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldReadOnlyWhatIsSelectedAndSayUnknownNamesOnce() {
        driver.count(3);
        GpuSelection wanted = GpuSelection.of(List.of("2", FakeDriver.uuid(0), "7"), null);

        assertThat(cycleAfter(0, wanted))
                .extracting(GpuReading::uuid)
                .containsExactly(FakeDriver.uuid(0), FakeDriver.uuid(2));
        cycleAfter(100, wanted);
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0)).contains("gpu.devices names 7").contains(FakeDriver.uuid(1));
    }

    @Test
    void shouldSaySoWhenNothingIsSelected() {
        assertThat(cycleAfter(0, GpuSelection.of(List.of(), ""))).isEmpty();
        assertThat(session.whyNot()).isEqualTo("CUDA_VISIBLE_DEVICES selects none of the driver's 1 GPUs");
    }

    @Test
    void shouldGrowTheTableWhenProcessesBecomeMore() {
        driver.always("nvmlDeviceGetComputeRunningProcesses_v3", 0, NvmlCode.SUCCESS, 200, 24);

        List<GpuProcess> processes = cycleAfter(0).get(0).processes();

        assertThat(processes).hasSize(200);
        assertThat(processes.get(199)).isEqualTo(new GpuProcess(299, OptionalLong.of(1199)));
    }

    @Test
    void shouldInferTheStrideWhenEntriesAreWiderThanTheyShould() {
        driver.always("nvmlDeviceGetComputeRunningProcesses_v3", 0, NvmlCode.SUCCESS, 3, 32);

        assertThat(cycleAfter(0).get(0).processes())
                .containsExactly(
                        new GpuProcess(100, OptionalLong.of(1000)),
                        new GpuProcess(101, OptionalLong.of(1001)),
                        new GpuProcess(102, OptionalLong.of(1002)));
    }

    @Test
    void shouldNameFaultsOnlyWhenClocksAreHeldDown() {
        driver.always("nvmlDeviceGetCurrentClocksEventReasons", 0, NvmlCode.SUCCESS, 0x4 | 0x1 | 0x40);

        assertThat(cycleAfter(0).get(0).clockReasons()).containsExactly("HwThermalSlowdown");
    }

    @Test
    void shouldCountAndGoOnWhenACodeIsUnknown() {
        driver.always("nvmlDeviceGetPowerUsage", 0, 77);

        assertThat(cycleAfter(0).get(0).powerMilliwatts()).isEmpty();
        assertThat(log.failures()).containsEntry("sample.nvml.nvmlDeviceGetPowerUsage", 1L);
    }

    @Test
    void shouldInitialiseOnceWhenSampledTenThousandTimes() {
        for (int i = 0; i < 10_000; i++) {
            cycleAfter(1);
        }
        assertThat(driver.calls("nvmlInit_v2")).isEqualTo(1);
        assertThat(driver.calls("nvmlShutdown")).isZero();
        assertThat(driver.calls("nvmlDeviceGetMemoryInfo_v2")).isEqualTo(10_000);
    }
}
