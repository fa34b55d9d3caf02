package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.sample.ResourceSnapshot;
import io.nightjar.sample.Unavailable;
import io.nightjar.sample.gpu.GpuProcess;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sample.reading.ContainerReading;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SampleCommandTest {
    private static final long GIB = 1L << 30;

    @Test
    void shouldSayWhatThereIsAndWhatIsUnavailableWhenAPersonAsks() {
        Typed typed = Typed.command("sample", "--config", "gpu.library=/nowhere/libnvidia-ml.so.1");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .contains("host  ", "process  ", "jvm  ", "judged  ")
                .contains("unavailable  gpu: gpu.library names /nowhere/libnvidia-ml.so.1, which does not exist");
    }

    @Test
    void shouldPrintOneObjectWhenAScriptAsks() {
        Typed typed = Typed.command("sample", "--json", "--config", "gpu.library=/nowhere/libnvidia-ml.so.1");

        Map<String, Object> sample = AgentAnswers.object(typed.out());
        assertThat(typed.exitCode()).isZero();
        assertThat(sample)
                .containsOnlyKeys(
                        "timestamp",
                        "gpus",
                        "container",
                        "host",
                        "process",
                        "jvm",
                        "threshold_percent",
                        "judged",
                        "unavailable");
        assertThat((Map<?, ?>) sample.get("host")).extracting("cpu_percent").isNotNull();
        assertThat((List<?>) sample.get("judged")).isNotEmpty();
    }

    @Test
    void shouldExitWithAProblemWhenTheConfigurationIsWrong() {
        Typed typed = Typed.command("sample", "--config", "memory.check=gpus");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("memory.check");
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void shouldShowAGpuInFullWhenThereIsOne() {
        StringWriter out = new StringWriter();

        SampleText.print(snapshot(false), 90, new PrintWriter(out));

        assertThat(out.toString().lines())
                .containsExactly(
                        "gpu          H100, 76.0 GiB of 80.0 GiB used (95.0%)",
                        "             GPU-1, index 0, PCI 0000:01:00.0",
                        "             75.0 GiB by processes, 1.0 GiB reserved by the driver",
                        "             busy 40.0%, temperature 51.0 C, power 123.5 W, clocks held down: HwSlowdown",
                        "             process 4711: 70.0 GiB",
                        "             by nvml, driver 580.1, /lib/libnvidia-ml.so.1",
                        "container    3.0 GiB of 4.0 GiB used (75.0%)",
                        "             /sys/fs/cgroup (cgroup v2)",
                        "             3.5 GiB with page cache, killed for memory 2 times",
                        "judged       gpu GPU-1 95.0%, OVER the threshold of 90.0%",
                        "unavailable  host: /proc/meminfo is empty");
    }

    @Test
    void shouldSayThatTheDriverHangsWhenReadingsAreStale() {
        StringWriter out = new StringWriter();

        SampleText.print(snapshot(true), 96, new PrintWriter(out));

        assertThat(out.toString()).contains("STALE").contains("95.0%, under the threshold of 96.0%");
    }

    @Test
    void shouldKeepEveryMemberWhenAThingIsAbsent() throws Exception {
        Map<String, Object> sample = AgentAnswers.object(SampleJson.write(snapshot(false), Instant.EPOCH, 90));

        assertThat(sample).containsEntry("timestamp", "1970-01-01T00:00:00Z").containsEntry("host", null);
        Map<?, ?> gpus = (Map<?, ?>) ((List<?>) sample.get("gpus")).get(0);
        Map<?, ?> gpu = (Map<?, ?>) ((List<?>) gpus.get("devices")).get(0);
        assertThat(gpus.get("driver_version")).isEqualTo("580.1");
        assertThat(gpu.get("uuid")).isEqualTo("GPU-1");
        assertThat(gpu.get("memory_percent")).isEqualTo(95.0);
        assertThat(gpu.containsKey("parent_uuid")).isTrue();
        assertThat(gpu.get("parent_uuid")).isNull();
        assertThat(gpu.get("state")).isEqualTo("ok");
    }

    @Test
    void shouldDescribeEveryMemberWhenThePageIsRead() throws Exception {
        String page = Files.readString(Path.of("../docs/sampling.md"));
        Set<String> members = new TreeSet<>();

        collect(AgentAnswers.object(SampleJson.write(snapshot(false), Instant.EPOCH, 90)), members);
        collect(AgentAnswers.object(Typed.command("sample", "--json").out()), members);

        assertThat(members)
                .hasSizeGreaterThan(50)
                .allSatisfy(member -> assertThat(page).contains("`" + member + "`"));
    }

    private static void collect(Object json, Set<String> members) {
        if (json instanceof Map<?, ?> object) {
            object.forEach((name, value) -> {
                members.add((String) name);
                collect(value, members);
            });
        } else if (json instanceof List<?> items) {
            items.forEach(item -> collect(item, members));
        }
    }

    private static ResourceSnapshot snapshot(boolean stale) {
        GpuReading gpu = new GpuReading(
                "GPU-1",
                "H100",
                OptionalInt.of(0),
                Optional.of("0000:01:00.0"),
                Optional.empty(),
                GpuReading.State.OK,
                false,
                OptionalLong.of(80 * GIB),
                OptionalLong.of(4 * GIB),
                OptionalLong.of(75 * GIB),
                OptionalLong.of(GIB),
                OptionalDouble.of(40),
                OptionalDouble.empty(),
                OptionalDouble.of(51),
                OptionalLong.of(123_456),
                List.of("HwSlowdown"),
                List.of(new GpuProcess(4711, OptionalLong.of(70 * GIB))));
        GpuSnapshot gpus = new GpuSnapshot(
                "nvml", Optional.of("/lib/libnvidia-ml.so.1"), Optional.of("580.1"), List.of(gpu), 0, stale);
        ContainerReading container = new ContainerReading(
                "/sys/fs/cgroup",
                2,
                OptionalLong.of(4 * GIB),
                7 * GIB / 2,
                3 * GIB,
                OptionalLong.of(2),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
        return new ResourceSnapshot(
                0,
                List.of(gpus),
                Optional.of(container),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new MemoryReading(MemoryKind.GPU, "GPU-1", "H100", 95, OptionalDouble.empty(), 0)),
                List.of(new Unavailable("host", "/proc/meminfo is empty")));
    }
}
