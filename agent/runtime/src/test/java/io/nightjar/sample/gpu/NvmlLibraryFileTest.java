package io.nightjar.sample.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.sample.reading.NotAvailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NvmlLibraryFileTest {
    @TempDir
    private Path root;

    private Path library(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "ELF");
    }

    private Path find(Map<String, String> environment) throws NotAvailableException {
        return NvmlLibraryFile.find(null, "Linux", environment, root);
    }

    @Test
    void shouldFindNothingWhenThereIsNoDriver() {
        assertThatThrownBy(() -> find(Map.of()))
                .isInstanceOf(NotAvailableException.class)
                .hasMessageContaining("no NVML library");
    }

    @Test
    void shouldPreferTheFullNameOfThePathBeforeAnyOther() throws Exception {
        library("usr/lib/wsl/lib/libnvidia-ml.so.1");
        Path expected = library("opt/mine/libnvidia-ml.so.1");
        library("opt/mine/libnvidia-ml.so");

        assertThat(find(Map.of("LD_LIBRARY_PATH", ":relative:/opt/none:/opt/mine")))
                .isEqualTo(expected);
    }

    @Test
    void shouldSearchWhereTheLoaderIsToldTo() throws Exception {
        Path expected = library("usr/local/nvidia/lib/libnvidia-ml.so.1");
        Path configuration = root.resolve("etc/ld.so.conf.d/nvidia.conf");
        Files.createDirectories(configuration.getParent());
        Files.writeString(configuration, "# the driver\n/usr/local/nvidia/lib\n");

        assertThat(find(Map.of())).isEqualTo(expected);
    }

    @Test
    void shouldTakeTheShortNameWhenOnlyThatIsThere() throws Exception {
        Path expected = library("usr/lib/x86_64-linux-gnu/libnvidia-ml.so");

        assertThat(find(Map.of())).isEqualTo(expected);
    }

    @Test
    void shouldNameTheFileWhenGpuLibraryIsWrong() throws Exception {
        Path missing = root.resolve("nowhere.so");

        assertThatThrownBy(() -> NvmlLibraryFile.find(missing, "Linux", Map.of(), root))
                .hasMessage("gpu.library names " + missing + ", which does not exist or cannot be reached");
        assertThatThrownBy(() -> NvmlLibraryFile.find(root, "Linux", Map.of(), root))
                .hasMessageContaining("which is a directory");
        Path expected = library("mine.so");
        assertThat(NvmlLibraryFile.find(expected, "Plan 9", Map.of(), root)).isEqualTo(expected);
    }
}
