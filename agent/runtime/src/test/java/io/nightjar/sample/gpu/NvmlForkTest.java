package io.nightjar.sample.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.ForkedAgent;
import io.nightjar.sample.ForkedMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real binding in JVMs of their own. */
@Tag("slow")
final class NvmlForkTest {
    private static final Path THIS_JVM = Path.of(System.getProperty("java.home"));
    private static final Path INSTALLED_JVMS = Path.of("/usr/lib/jvm");

    @TempDir
    private Path directory;

    @Test
    void shouldPrintNoWarningWhenNativeCodeIsLoaded() throws Exception {
        NativeFakeDriver driver = NativeFakeDriver.build(directory);

        Output output = run(THIS_JVM, agentJar(), List.of(), "read", driver.library());

        assertThat(output.error).isEmpty();
        assertThat(output.text).contains(FakeDriver.uuid(0)).contains("{}");
        assertThat(output.exitCode).isZero();
    }

    @Test
    void shouldPrintNoWarningWhenNativeCodeIsLoadedOn25() throws Exception {
        NativeFakeDriver driver = NativeFakeDriver.build(directory);

        Output output = run(jvm25(), agentJar(), List.of("--illegal-native-access=deny"), "read", driver.library());

        assertThat(output.error).isEmpty();
        assertThat(output.text)
                .contains(FakeDriver.uuid(0))
                .contains("com.sun.jna")
                .contains("{}");
        assertThat(output.exitCode).isZero();
    }

    @Test
    void shouldBeWarnedOn25WhenNothingIsGranted() throws Exception {
        NativeFakeDriver driver = NativeFakeDriver.build(directory);

        Output output = run(jvm25(), null, List.of(), "read", driver.library());

        assertThat(output.error).contains("WARNING: A restricted method in java.lang.System has been called");
    }

    @Test
    void shouldEndWhenTheDriverHangs() throws Exception {
        NativeFakeDriver driver = NativeFakeDriver.build(directory);
        driver.block("nvmlInit_v2", TimeUnit.MINUTES.toMillis(10));

        Output output = run(THIS_JVM, null, List.of(), "hang", driver.library());

        assertThat(output.text).contains("hangs");
        assertThat(output.exitCode).isZero();
    }

    private Output run(Path jvm, Path agentJar, List<String> flags, String what, Path library) throws Exception {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(jvm.resolve("bin/java").toString()));
        command.addAll(flags);
        if (agentJar != null) {
            command.add("-javaagent:" + agentJar + "=" + classPath);
        }
        command.addAll(List.of("-cp", classPath, ForkedMain.class.getName(), what, library.toString()));
        File error = directory.resolve("error.txt").toFile();
        File text = directory.resolve("text.txt").toFile();
        Process process = new ProcessBuilder(command)
                .redirectError(error)
                .redirectOutput(text)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the JVM ends by itself")
                    .isTrue();
            return new Output(Files.readString(text.toPath()), Files.readString(error.toPath()), process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private Path agentJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", ForkedAgent.class.getName());
        attributes.putValue("Can-Redefine-Classes", "true");
        Path jar = directory.resolve("agent.jar");
        String entry = ForkedAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream bytes = ForkedAgent.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
        }
        return jar;
    }

    private static Path jvm25() throws IOException {
        if (Runtime.version().feature() >= 24) {
            return THIS_JVM;
        }
        if (Files.isDirectory(INSTALLED_JVMS)) {
            try (DirectoryStream<Path> jvms = Files.newDirectoryStream(INSTALLED_JVMS)) {
                for (Path jvm : jvms) {
                    Path release = jvm.resolve("release");
                    if (Files.isReadable(release) && Files.readString(release).contains("JAVA_VERSION=\"25")) {
                        return jvm;
                    }
                }
            }
        }
        return Assumptions.abort("no JDK 25 in " + INSTALLED_JVMS);
    }

    private record Output(String text, String error, int exitCode) {}
}
