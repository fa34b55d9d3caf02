package io.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sample.jvm.JvmReading;
import io.nightjar.sample.reading.ContainerReading;
import io.nightjar.sample.reading.HostReading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JudgedMemoryTest {
    private static final HostReading HOST = new HostReading(1000, 250, OptionalDouble.of(33), Optional.empty());
    private static final JvmReading JVM = new JvmReading(
            900,
            950,
            1000,
            OptionalLong.of(300),
            400,
            OptionalLong.of(350),
            OptionalLong.of(50),
            OptionalLong.of(200),
            OptionalLong.of(0),
            OptionalLong.of(1),
            OptionalLong.empty(),
            1,
            2,
            OptionalDouble.of(2));

    private static ContainerReading container(OptionalLong limit) {
        return new ContainerReading(
                "/sys/fs/cgroup",
                2,
                limit,
                600,
                500,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    private static GpuReading gpu(String uuid, Optional<String> parent, OptionalLong used, GpuReading.State state) {
        return new GpuReading(
                uuid,
                "H100",
                OptionalInt.empty(),
                Optional.empty(),
                parent,
                state,
                false,
                used.isPresent() ? OptionalLong.of(1000) : OptionalLong.empty(),
                used.isPresent() ? OptionalLong.of(1000 - used.getAsLong()) : OptionalLong.empty(),
                used,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of());
    }

    private static ResourceSnapshot snapshot(List<GpuReading> gpus, boolean stale, OptionalLong limit) {
        List<GpuSnapshot> snapshots = gpus.isEmpty()
                ? List.of()
                : List.of(new GpuSnapshot("nvml", Optional.empty(), Optional.empty(), gpus, 77, stale));
        return new ResourceSnapshot(
                99,
                snapshots,
                Optional.of(container(limit)),
                Optional.of(HOST),
                Optional.empty(),
                Optional.of(JVM),
                List.of(),
                List.of());
    }

    private static MemoryReading reading(
            MemoryKind kind, String device, String name, double percent, long at, long limitBytes) {
        return new MemoryReading(
                kind,
                device,
                name,
                percent,
                OptionalDouble.of(33),
                at,
                OptionalLong.of(limitBytes),
                OptionalDouble.empty());
    }

    @Test
    void shouldSayWhatACollectionLeftOfTheHeapWhenItIsJudged() {
        List<MemoryReading> judged =
                new JudgedMemory(Set.of(MemoryKind.HEAP)).of(snapshot(List.of(), false, OptionalLong.empty()), false);

        assertThat(judged).hasSize(1);
        assertThat(judged.get(0).usedPercent()).isEqualTo(40);
        assertThat(judged.get(0).keptPercent()).hasValue(35);
        assertThat(judged.get(0).limitBytes()).hasValue(1000);
    }

    private static List<MemoryReading> auto(ResourceSnapshot taken) {
        return new JudgedMemory(Set.of()).of(taken, false);
    }

    @Test
    void shouldJudgeTheHostWhenThereIsNoGpuAndNoLimit() {
        assertThat(auto(snapshot(List.of(), false, OptionalLong.empty())))
                .containsExactly(reading(MemoryKind.HOST, null, null, 75.0, 99, 1000));
    }

    @Test
    void shouldJudgeTheContainerWhenItIsLimited() {
        assertThat(auto(snapshot(List.of(), false, OptionalLong.of(625))))
                .containsExactly(reading(MemoryKind.CONTAINER, null, null, 80.0, 99, 625));
    }

    @Test
    void shouldJudgeEachGpuAndNothingElseWhenThereAreSome() {
        List<GpuReading> gpus = List.of(
                gpu("GPU-1", Optional.empty(), OptionalLong.of(950), GpuReading.State.OK),
                gpu("GPU-2", Optional.empty(), OptionalLong.of(100), GpuReading.State.OK),
                gpu("GPU-3", Optional.empty(), OptionalLong.empty(), GpuReading.State.LOST));

        assertThat(auto(snapshot(gpus, false, OptionalLong.of(625))))
                .containsExactly(
                        reading(MemoryKind.GPU, "GPU-1", "H100", 95.0, 77, 1000),
                        reading(MemoryKind.GPU, "GPU-2", "H100", 10.0, 77, 1000));
    }

    @Test
    void shouldJudgeThePartsInPlaceOfTheirGpu() {
        List<GpuReading> gpus = List.of(
                gpu("GPU-1", Optional.empty(), OptionalLong.of(950), GpuReading.State.OK),
                gpu("MIG-1", Optional.of("GPU-1"), OptionalLong.of(500), GpuReading.State.OK));

        assertThat(auto(snapshot(gpus, false, OptionalLong.empty())))
                .extracting(MemoryReading::device)
                .containsExactly("MIG-1");
    }

    @Test
    void shouldLeaveOutWhatIsStaleAndWaitForWhatIsPending() {
        List<GpuReading> gpus = List.of(gpu("GPU-1", Optional.empty(), OptionalLong.of(950), GpuReading.State.OK));

        assertThat(auto(snapshot(gpus, true, OptionalLong.empty()))).isEmpty();
        assertThat(new JudgedMemory(Set.of()).of(snapshot(List.of(), false, OptionalLong.empty()), true))
                .isEmpty();
    }

    @Test
    void shouldJudgeEachNamedKindOnItsOwn() {
        Set<MemoryKind> named = Set.of(MemoryKind.CONTAINER, MemoryKind.HOST, MemoryKind.HEAP, MemoryKind.DIRECT);

        List<MemoryReading> judged = new JudgedMemory(named).of(snapshot(List.of(), false, OptionalLong.of(625)), true);

        assertThat(judged)
                .extracting(MemoryReading::kind, MemoryReading::usedPercent)
                .containsExactly(
                        tuple(MemoryKind.CONTAINER, 80.0),
                        tuple(MemoryKind.HOST, 75.0),
                        tuple(MemoryKind.HEAP, 40.0),
                        tuple(MemoryKind.DIRECT, 25.0));
    }

    @Test
    void shouldJudgeTheHostsShareWhenANamedContainerHasNoLimit() {
        assertThat(new JudgedMemory(Set.of(MemoryKind.CONTAINER))
                        .of(snapshot(List.of(), false, OptionalLong.empty()), false))
                .extracting(MemoryReading::kind, MemoryReading::usedPercent)
                .containsExactly(tuple(MemoryKind.CONTAINER, 75.0));
    }
}
