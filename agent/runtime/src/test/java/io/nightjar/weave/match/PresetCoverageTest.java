package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.log.AgentLog;
import io.nightjar.preset.Preset;
import io.nightjar.preset.PresetReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is logged about a library's version: what is lost, and nothing where methods only came later. */
final class PresetCoverageTest {
    private static final String POM = "META-INF/maven/com.acme/engine/pom.properties";
    private static final int ABSTRACT = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    private static final String TEXT = "packages = com.acme\nlibrary = com.acme:engine\n"
            + "chat.match = +com.acme.Chat#chat(String), +com.acme.Chat#chatLater(String), +com.acme.AsyncChat#chat(String)\n"
            + "chat.known-by = com.acme.Message, com.acme.old.Message\n"
            + "run.match = com.acme.Session#run(Map,Set)\n"
            + "rank.match = +com.acme.Rank#rank\n"
            + "follow.handler.type = com.acme.Handler\nfollow.handler.chunk = onPart, onThought\n"
            + "keep.match = com.acme.Session#<init>(String)\nkeep.value = arg0\n";

    private final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
    private final Files files = new Files();

    @Test
    void shouldSayNothingWhenAMethodOfACallCameLater() {
        files.add("Chat", "java/lang/Object", ABSTRACT, "chat(Ljava/lang/String;)V");
        files.add(
                "Session",
                "java/lang/Object",
                Opcodes.ACC_PUBLIC,
                "<init>(Ljava/lang/String;)V",
                "run(Ljava/util/Map;Ljava/util/Set;)V");
        files.add("Handler", "java/lang/Object", ABSTRACT, "onPart(Ljava/lang/String;)V");

        assertThat(look().lost()).isEmpty();
    }

    @Test
    void shouldSayWhatIsLostWhenATypeIsGone() {
        files.add("old/Message", "java/lang/Object", Opcodes.ACC_PUBLIC);

        assertThat(look().lost()).containsExactly("chat");
        assertThat(look().text())
                .isEqualTo("preset acme does not see chat of com.acme:engine, of which this version is unknown to it");
    }

    @Test
    void shouldSayNothingOfACallThatTheLibraryIsNotKnownToHave() {
        files.add("Other", "java/lang/Object", Opcodes.ACC_PUBLIC);

        assertThat(look()).isNull();
    }

    @Test
    void shouldSayAllThatIsLostWhenMethodsHaveOtherParameters() {
        files.add("Chat", "java/lang/Object", ABSTRACT, "chat(Ljava/lang/String;)V");
        files.add("AsyncChat", "java/lang/Object", ABSTRACT, "chat(I)V");
        files.add("Session", "java/lang/Object", Opcodes.ACC_PUBLIC, "<init>(I)V", "run(Ljava/util/Map;)V");
        files.add("Handler", "java/lang/Object", ABSTRACT, "on(Ljava/lang/String;)V");

        assertThat(look().lost())
                .containsExactly("chat (of AsyncChat)", "run", "the chunks of its streams", "the names of its models");
    }

    @Test
    void shouldSayWhatIsLostWhenAMethodCannotBeWoven() {
        files.add(
                "Session",
                "java/lang/Object",
                Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE,
                "<init>(Ljava/lang/String;)V",
                "run(Ljava/util/Map;Ljava/util/Set;)V");

        assertThat(look().lost()).contains("run");
    }

    @Test
    void shouldFindAMethodThatATypeInherits() {
        files.add("Chat", "com/acme/Base", ABSTRACT);
        files.add("Base", "java/lang/Object", ABSTRACT, "chat(Ljava/lang/String;)V");

        assertThat(look().lost()).isEmpty();
    }

    /** Before 1.17 all overloads led to another method than since then; of one with neither, run is not seen. */
    @Test
    void shouldSayThatRunIsNotSeenOfAnOnnxRuntimeThatHasNoneOfItsMethods() throws IOException {
        Preset shipped = PresetReader.read("onnxruntime", RuleRegistry.shipped("onnxruntime"), List.of());
        String before17 =
                "run(Ljava/util/Map;Ljava/util/Set;Lai/onnxruntime/OrtSession$RunOptions;)Lai/onnxruntime/OrtSession$Result;";
        String since17 = before17.replace("Set;L", "Set;Ljava/util/Map;L");
        String other = before17.replace("Ljava/util/Set;", "");

        assertThat(ofOnnxRuntime(shipped, before17).lost()).isEmpty();
        assertThat(ofOnnxRuntime(shipped, since17).lost()).isEmpty();
        LibraryLook unseen = ofOnnxRuntime(shipped, other);
        assertThat(unseen.lost()).containsExactly("run");
        assertThat(unseen.library()).isEqualTo("com.microsoft.onnxruntime:onnxruntime");
    }

    private LibraryLook ofOnnxRuntime(Preset shipped, String run) throws IOException {
        String made = "<init>(Lai/onnxruntime/OrtEnvironment;Ljava/lang/String;)V";
        files.all.put(
                "ai/onnxruntime/OrtSession.class", type("ai/onnxruntime/OrtSession", "java/lang/Object", 0, made, run));
        return PresetCoverage.of(shipped, files, log);
    }

    @Test
    void shouldSayWhyWhenClassFilesCannotBeRead() {
        files.add("Chat", "java/lang/Object", ABSTRACT, "chat(Ljava/lang/String;)V");
        byte[] bytes = files.all.get("com/acme/Chat.class");
        String begin =
                "preset acme does not see chat of com.acme:engine of a version that is not stated: com.acme.Chat ";

        bytes[7] = 120;
        assertThat(look().text()).isEqualTo(begin + "is compiled for Java 76, which is newer than this agent knows");
        bytes[7] = Opcodes.V17;
        files.all.put("com/acme/Chat.class", Arrays.copyOf(bytes, 40));
        assertThat(look().text()).isEqualTo(begin + "is no whole class file");
        files.all.put("com/acme/Chat.class", new byte[3]);
        assertThat(look().text()).isEqualTo(begin + "is no whole class file");
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldSayWhyWhenAJarCannotBeRead() throws IOException {
        files.listed = "com/acme/Chat.class";

        assertThat(look().text())
                .isEqualTo("preset acme does not see chat of com.acme:engine of a version that is not stated: "
                        + "com.acme.Chat cannot be read from its jar");
    }

    @Test
    void shouldCountAFailureWhenTheLoaderThrows() {
        files.broken = true;

        assertThat(look()).isNull();
        assertThat(log.failures()).containsKey("weave.coverage");
    }

    @Test
    void shouldTellTheVersionWhenMavenWroteItDown() {
        files.add("Message", "java/lang/Object", Opcodes.ACC_PUBLIC);
        files.all.put(POM, "groupId=com.acme\nversion=0.9.1\n".getBytes());

        assertThat(look().text())
                .isEqualTo("preset acme does not see chat of com.acme:engine 0.9.1, a version unknown to it");
    }

    /** What a version lacks that a preset was checked against came later or went earlier. */
    @Test
    void shouldSayNothingOfATypeWithoutItsMethodsWhenTheVersionWasChecked() {
        files.add("Chat", "java/lang/Object", ABSTRACT, "chat(Ljava/lang/String;)V");
        files.add("AsyncChat", "java/lang/Object", ABSTRACT, "chat(I)V");
        files.all.put(POM, "version=0.9.1\n".getBytes());

        assertThat(look(TEXT).lost()).containsExactly("chat (of AsyncChat)");
        assertThat(look("versions = 1.0 - 2.0\n" + TEXT).lost()).containsExactly("chat (of AsyncChat)");
        assertThat(look("versions = 0.9 - 1.0\n" + TEXT).lost()).isEmpty();
    }

    @Test
    void shouldSayNothingOfACallOfWhichACheckedVersionHasNoType() {
        String text = TEXT + "stream.match = +com.acme.Chat#stream\nstream.known-by = com.acme.Piece\n";
        files.add("Chat", "java/lang/Object", ABSTRACT, "chat(Ljava/lang/String;)V");
        files.all.put(POM, "version=0.9.1\n".getBytes());

        assertThat(look("versions = 1.0 - 2.0\n" + text).lost()).containsExactly("stream");
        assertThat(look("versions = 0.9 - 1.0\n" + text).lost()).isEmpty();
        files.add("Piece", "java/lang/Object", Opcodes.ACC_PUBLIC);
        assertThat(look("versions = 0.9 - 1.0\n" + text).lost()).containsExactly("stream");
    }

    @Test
    void shouldSayWhichVersionsWereCheckedWhenTheOneFoundIsNoneOfThem() {
        files.add("Chat", "java/lang/Object", ABSTRACT, "chat(Ljava/lang/String;)V");
        files.all.put(POM, "version=2.0.1\n".getBytes());

        assertThat(look("versions = 1.0 - 2.0\n" + TEXT).seen())
                .isEqualTo("preset acme watches com.acme:engine 2.0.1, which is none of those that it was checked "
                        + "against: 1.0 - 2.0");
        assertThat(look("versions = 1.0 - 2.1\n" + TEXT).seen()).isEqualTo("preset acme watches com.acme:engine 2.0.1");
    }

    @Test
    void shouldSayThatChunksAreLostWhenTheTypeThatReceivesThemIsGone() {
        String text = TEXT + "stream.match = +com.acme.Chat#stream\nstream.complete = callback\n";
        files.add("Chat", "java/lang/Object", ABSTRACT, "chat(Ljava/lang/String;)V", "stream(I)V");

        assertThat(look(text).lost()).containsExactly("the chunks of its streams");
        assertThat(look(text.replace("callback", "publisher")).lost()).isEmpty();
        files.add("Handler", "java/lang/Object", ABSTRACT, "onPart(Ljava/lang/String;)V");
        assertThat(look(text).lost()).isEmpty();
    }

    private @Nullable LibraryLook look() {
        return look(TEXT);
    }

    private @Nullable LibraryLook look(String text) {
        return PresetCoverage.of(PresetReader.read("acme", text, List.of()), files, log);
    }

    private static byte[] type(String name, String superName, int access, String... methods) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, access & ~Opcodes.ACC_NATIVE, name, null, superName, null);
        for (String method : methods) {
            int parameters = method.indexOf('(');
            writer.visitMethod(access, method.substring(0, parameters), method.substring(parameters), null, null)
                    .visitEnd();
        }
        return writer.toByteArray();
    }

    /** A loader that has class files of {@code com.acme}, and defines none of them. */
    private static final class Files extends ClassLoader {
        private final Map<String, byte[]> all = new HashMap<>();
        private boolean broken;
        private @Nullable String listed;

        Files() {
            super(null);
        }

        void add(String name, String superName, int access, String... methods) {
            all.put("com/acme/" + name + ".class", type("com/acme/" + name, superName, access, methods));
        }

        /** Of a jar that has an entry which cannot be read. */
        @Override
        protected @Nullable URL findResource(String name) {
            try {
                return name.equals(listed) ? new URL("file:/nowhere/" + name) : null;
            } catch (IOException strange) {
                throw new IllegalStateException(strange);
            }
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
