package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.WatchSettings;
import io.nightjar.log.AgentLog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two loaders that each have a library have it each in a version of its own. */
final class LibrariesOfLoadersTest {
    private static final String SESSION = "ai/onnxruntime/OrtSession";
    private static final String ENVIRONMENT = "ai/onnxruntime/OrtEnvironment";
    private static final String POM = "META-INF/maven/com.microsoft.onnxruntime/onnxruntime/pom.properties";

    private final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
    private final RuleRegistry registry = RuleRegistry.of(new WatchSettings(List.of("auto"), List.of(), null), log);
    private final CandidateFinder finder = new CandidateFinder(registry);
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    @Test
    void shouldSayOfEachLoaderWhatItsVersionLacks() {
        Library older = new Library("1.12.1");
        Library old = new Library("1.16.0");
        load(older);
        load(old);
        load(older);

        assertThat(registry.active()).hasSize(2);
        new VersionLook(registry.active(), reported, log).run();
        assertThat(reported)
                .containsExactlyInAnyOrder(
                        "preset onnxruntime does not see run of com.microsoft.onnxruntime:onnxruntime 1.12.1, a version unknown to it",
                        "preset onnxruntime does not see run of com.microsoft.onnxruntime:onnxruntime 1.16.0, a version unknown to it");
        assertThat(registry.active()).extracting(each -> each.look().version()).containsExactly("1.12.1", "1.16.0");
    }

    @Test
    void shouldLogOnceWhatTwoLoadersHaveAlike() {
        load(new Library("1.16.0"));
        load(new Library("1.16.0"));

        new VersionLook(registry.active(), reported, log).run();

        assertThat(reported).hasSize(1);
    }

    private void load(Library library) {
        Candidate candidate = finder.find(SESSION, library, null, library.session);
        if (candidate != null) {
            registry.seen(candidate, SESSION, library);
        }
    }

    /** A loader that has ONNX Runtime before 1.17, and defines nothing of it. */
    private static final class Library extends ClassLoader {
        private final byte[] session;
        private final byte[] environment;
        private final byte[] pom;

        Library(String version) {
            super(null);
            ClassWriter writer = new ClassWriter(0);
            writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, SESSION, null, "java/lang/Object", null);
            writer.visitMethod(
                            Opcodes.ACC_PUBLIC,
                            "<init>",
                            "(Lai/onnxruntime/OrtEnvironment;Ljava/lang/String;)V",
                            null,
                            null)
                    .visitEnd();
            session = writer.toByteArray();
            ClassWriter known = new ClassWriter(0);
            known.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, ENVIRONMENT, null, "java/lang/Object", null);
            environment = known.toByteArray();
            pom = ("version=" + version).getBytes();
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            byte[] bytes = name.equals(SESSION + ".class") ? session : name.equals(POM) ? pom : null;
            bytes = name.equals(ENVIRONMENT + ".class") ? environment : bytes;
            return bytes == null ? null : new ByteArrayInputStream(bytes);
        }
    }
}
