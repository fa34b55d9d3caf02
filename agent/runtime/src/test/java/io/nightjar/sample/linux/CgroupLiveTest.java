package io.nightjar.sample.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.ForkedMain;
import io.nightjar.sample.reading.NotAvailableException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM in a real cgroup with a limit, where this machine lets the test make one. */
final class CgroupLiveTest {
    private static final long LIMIT = 512L << 20;

    @TempDir
    private Path directory;

    @Test
    void shouldJudgeTheContainerWhenTheJvmRunsInsideALimitedCgroup() throws Exception {
        CgroupPlace own = place();
        Path top = own.levels().get(own.levels().size() - 1);
        Path group = limitedGroup(top, own.version());
        try {
            String[] words = runInside(group).trim().split(" ");

            assertThat(words[0]).isEqualTo("CONTAINER");
            assertThat(Long.parseLong(words[1])).isEqualTo(LIMIT);
            assertThat(Long.parseLong(words[2])).isBetween(1L << 20, LIMIT);
        } finally {
            Files.deleteIfExists(group);
        }
    }

    private static CgroupPlace place() throws IOException {
        try {
            return CgroupPlace.find(Path.of("/proc"), Path.of("/"));
        } catch (NotAvailableException absent) {
            return Assumptions.abort("no cgroup here: " + absent.getMessage());
        }
    }

    private static Path limitedGroup(Path top, int version) throws IOException {
        Path group = top.resolve("nightjar-test-" + ProcessHandle.current().pid());
        String limitFile = version == 1 ? "memory.limit_in_bytes" : "memory.max";
        try {
            Files.createDirectory(group);
            if (!Files.isWritable(group.resolve(limitFile))) {
                Files.delete(group);
                return Assumptions.abort("the memory controller is not delegated to children of " + top);
            }
            Files.writeString(group.resolve(limitFile), Long.toString(LIMIT));
            return group;
        } catch (IOException forbidden) {
            Files.deleteIfExists(group);
            return Assumptions.abort("no cgroup may be made in " + top + ": " + forbidden);
        }
    }

    private String runInside(Path group) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        File text = directory.resolve("text.txt").toFile();
        String enter = "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"";
        Process process = new ProcessBuilder(List.of(
                        "sh",
                        "-c",
                        enter,
                        group.toString(),
                        java.toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForkedMain.class.getName(),
                        "container"))
                .redirectErrorStream(true)
                .redirectOutput(text)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Files.readString(text.toPath());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
