package io.nightjar.sample.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class GpuSelectionTest {
    private static final String UUID = "GPU-8932f937-d72c-4106-c12f-20bd9faed9f6";

    private static boolean selects(GpuSelection selection, int index, String uuid) {
        return selection.selects(OptionalInt.of(index), uuid, null);
    }

    @Test
    void shouldTakeAllWhenNothingIsSaid() {
        assertThat(selects(GpuSelection.of(List.of(), null), 5, UUID)).isTrue();
    }

    @Test
    void shouldPreferGpuDevicesWhenBothAreSet() {
        GpuSelection selection = GpuSelection.of(List.of("1"), "0");

        assertThat(selects(selection, 1, UUID)).isTrue();
        assertThat(selects(selection, 0, UUID)).isFalse();
        assertThat(selection.key()).isEqualTo("gpu.devices");
    }

    @Test
    void shouldTakeAUuidOrItsBeginningInAnyCase() {
        assertThat(selects(GpuSelection.of(List.of(UUID), null), 0, UUID)).isTrue();
        assertThat(selects(GpuSelection.of(List.of("gpu-8932F937"), null), 0, UUID))
                .isTrue();
        assertThat(selects(GpuSelection.of(List.of("GPU-"), null), 0, UUID)).isFalse();
        assertThat(selects(GpuSelection.of(List.of("GPU-9999"), null), 0, UUID)).isFalse();
    }

    @Test
    void shouldStopAtTheFirstNonsenseAsCudaDoes() {
        GpuSelection selection = GpuSelection.of(List.of(), "2, -1,0");

        assertThat(selects(selection, 2, UUID)).isTrue();
        assertThat(selects(selection, 0, UUID)).isFalse();
    }

    @Test
    void shouldTakeNoneWhenCudaSeesNone() {
        assertThat(selects(GpuSelection.of(List.of(), ""), 0, UUID)).isFalse();
        assertThat(selects(GpuSelection.of(List.of(), "NoDevFiles"), 0, UUID)).isFalse();
    }

    @Test
    void shouldTakeThePartsOfAGpuByItsUuid() {
        GpuSelection selection = GpuSelection.of(List.of(UUID), null);

        assertThat(selection.selects(OptionalInt.empty(), "MIG-1111-2222", UUID))
                .isTrue();
        assertThat(GpuSelection.of(List.of("MIG-1111-2222"), null).selects(OptionalInt.of(0), UUID, null))
                .isFalse();
    }
}
