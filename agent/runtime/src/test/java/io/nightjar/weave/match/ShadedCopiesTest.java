package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.WatchSettings;
import io.nightjar.log.AgentLog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A library that a build moved into another package is said with the line that would watch it. */
final class ShadedCopiesTest {
    private static final String SESSION = "ai/onnxruntime/OrtSession";

    private final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
    private final Files files = new Files();

    @Test
    void shouldSayTheLineThatWouldWatchACopyUnderAnotherPackage() {
        files.addType("org/acme/shaded/" + SESSION);
        files.all.put(
                "META-INF/maven/com.microsoft.onnxruntime/onnxruntime/pom.properties", "version=1.19.2".getBytes());

        assertThat(copies(
                        "auto",
                        "org.acme.app",
                        "org.acme.shaded.ai.onnxruntime",
                        "org.acme.shaded.ai.onnxruntime.providers"))
                .containsExactly(
                        "preset onnxruntime does not see the copy of com.microsoft.onnxruntime:onnxruntime 1.19.2 "
                                + "under org.acme.shaded.ai.onnxruntime; a preset of your own with packages = "
                                + "org.acme.shaded.ai.onnxruntime does, by lines such as run.match = "
                                + "org.acme.shaded.ai.onnxruntime.OrtSession#run(Map,Set,Map,OrtSession$RunOptions)");
    }

    @Test
    void shouldSayNothingOfTheLibraryItselfNorOfPackagesThatAreOnlyCalledLikeIt() {
        files.addType(SESSION);

        assertThat(copies(
                        "auto",
                        "ai.onnxruntime",
                        "ai.onnxruntime.providers",
                        "org.acme.ai.onnxruntime",
                        "org.myai.onnxruntime",
                        "org.acme.ai.onnxruntimes",
                        "org.acme"))
                .isEmpty();
    }

    @Test
    void shouldSayNothingWhenThePresetIsNotWatchedOrTheCopyIs() {
        files.addType("shaded/" + SESSION);

        assertThat(copies("auto", "shaded.ai.onnxruntime")).hasSize(1);
        assertThat(copies("openai", "shaded.ai.onnxruntime")).isEmpty();
        assertThat(copies("auto,!onnxruntime", "shaded.ai.onnxruntime")).isEmpty();
        assertThat(copies("auto,shaded.ai.onnxruntime.OrtSession#run", "shaded.ai.onnxruntime"))
                .isEmpty();
    }

    @Test
    void shouldCountAFailureWhenTheLoaderThrows() {
        files.broken = true;

        assertThat(copies("auto", "shaded.ai.onnxruntime")).isEmpty();
        assertThat(log.failures()).containsKey("weave.coverage");
    }

    @Test
    void shouldLookAgainEverMoreRarely() {
        ShadedLook look = new ShadedLook(null, Set.of(), log);
        long now = -5;
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long before = now;
            while (!look.takeDue(now)) {
                now += 10_000_000_000L;
            }
            waits.add((now - before) / 1_000_000_000L);
        }

        assertThat(waits).containsExactly(0L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L, 3600L, 3600L);
    }

    private List<String> copies(String watch, String... packages) {
        WatchSettings settings = new WatchSettings(List.of(watch.split(",")), List.of(), null);
        return ShadedCopies.of(RuleRegistry.of(settings, log), log).in(List.of(packages), files);
    }

    /** A loader that has class files, and defines none of them. */
    private static final class Files extends ClassLoader {
        private final Map<String, byte[]> all = new HashMap<>();
        private boolean broken;

        Files() {
            super(null);
        }

        void addType(String name) {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
            all.put(name + ".class", writer.toByteArray());
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            if (broken) {
                throw new LinkageError("this loader is broken");
            }
            byte[] bytes = all.get(name);
            return bytes == null ? null : new ByteArrayInputStream(bytes);
        }
    }
}
