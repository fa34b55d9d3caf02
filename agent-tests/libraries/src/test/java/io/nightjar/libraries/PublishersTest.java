package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.kit.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application over the publishers of four libraries, with everything of theirs and its own watched. */
final class PublishersTest {
    private static final String JAR = System.getProperty("nightjar.jar");
    private static final String EVERYTHING =
            "watch=reactor.core..*#*,reactor.adapter..*#*,io.reactivex..*#*,io.smallrye.mutiny..*#*,"
                    + "org.reactivestreams..*#*,com.acme..*#*;operation.iterators.match=com.acme.apps.PublishersApp$Engine#iterator,"
                    + "com.acme.apps.PublishersApp$Engine#stream,com.acme.apps.PublishersApp$Engine#sorted,"
                    + "com.acme.apps.PublishersApp$Engine#listed;operation.iterators.complete=iterator";

    @TempDir
    private Path scratch;

    static Collection<Jdk> jdks() throws IOException {
        return Jdk.found();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldDoTheSameWhenEveryMethodOfTheLibrariesIsWatched(Jdk jdk) throws IOException, InterruptedException {
        List<String> without = run(jdk, null, "without");
        List<String> with = run(jdk, EVERYTHING, "with");

        assertThat(without).last().isEqualTo("end");
        assertThat(with).isEqualTo(without);
        String said = Files.readString(scratch.resolve("with.err"));
        assertThat(said).doesNotContain("ASSERTION FAILED").doesNotContain("failed: ");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldDoTheSameWhenOnlyFluxIsWatched(Jdk jdk) throws IOException, InterruptedException {
        List<String> with = run(jdk, "watch=reactor.core.publisher.Flux*#*,reactor.core.publisher.Mono#*", "with");

        assertThat(with).isEqualTo(run(jdk, null, "without"));
    }

    /** What the application prints on standard output. */
    private List<String> run(Jdk jdk, String configuration, String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.java(), "-Xmx512m"));
        if (configuration != null) {
            command.add("-javaagent:" + JAR + '=' + configuration);
        }
        command.add("com.acme.apps.PublishersApp");
        Path out = scratch.resolve(name + ".out");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectOutput(out.toFile())
                .redirectError(scratch.resolve(name + ".err").toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(name + " ends").isTrue();
        assertThat(process.exitValue()).as(() -> name + " exits").isZero();
        return Files.readAllLines(out);
    }
}
