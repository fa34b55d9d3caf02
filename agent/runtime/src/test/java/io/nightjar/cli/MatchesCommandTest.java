package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MatchesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String... arguments) {
        return NightjarCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }

    private static byte[] classFile(String name) throws IOException {
        try (var in = MatchesCommandTest.class.getResourceAsStream('/' + name + ".class")) {
            return in.readAllBytes();
        }
    }

    private Path fatJar() throws IOException {
        Path jar = directory.resolve("app.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String name : new String[] {"com/acme/Engine", "com/acme/BigEngine", "com/acme/Model"}) {
                zip.putNextEntry(new ZipEntry("BOOT-INF/classes/" + name + ".class"));
                zip.write(classFile(name));
            }
        }
        return jar;
    }

    @Test
    void shouldPrintWhatWouldBeWovenInAJar() throws IOException {
        int code = run("matches", fatJar().toString(), "--config", "watch=+com.acme.Model#run(*)");

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("Model.run  (layer custom, watch pattern +com.acme.Model#run(*))")
                .contains("com.acme.Engine#run(String)\n")
                .contains("com.acme.BigEngine#run(String)\n")
                .doesNotContain("run(String,int)")
                .contains("2 methods of 1 operations would be woven; 3 classes looked at");
    }

    @Test
    void shouldSayWhatMatchesNothingAndWhy() throws IOException {
        int code = run(
                "matches",
                fatJar().toString(),
                "--config",
                "watch=com.acme.Engine#nothingNative,com.acme.Engine#typo,com.acme.Nowhere#run");

        assertThat(code).isZero();
        assertThat(err.toString())
                .contains("it is native")
                .contains("'com.acme.Engine#typo' matches nothing: its type is here, such a method is not")
                .contains("'com.acme.Nowhere#run' matches nothing: no such type is here");
    }

    @Test
    void shouldListSuspendFunctionsAndNotTheStepsThatTheCompilerWrote() throws IOException {
        Path place = directory.resolve("com/acme/suspending");
        Files.createDirectories(place);
        Files.write(place.resolve("Engine.class"), classFile("com/acme/suspending/Engine"));
        Files.write(place.resolve("Engine$Infer.class"), classFile("com/acme/suspending/Engine$Infer"));

        run("matches", directory.toString(), "--config", "watch=com.acme.suspending..*#*");

        assertThat(out.toString())
                .contains("com.acme.suspending.Engine#infer(String,Continuation)")
                .doesNotContain("invokeSuspend");
    }

    @Test
    void shouldSayWhatCannotBeFollowedToItsEnd() throws IOException {
        run(
                "matches",
                fatJar().toString(),
                "--config",
                "watch=com.acme.Engine#plainFuture,com.acme.Engine#later;"
                        + "operation.streamed.match=com.acme.Engine#infer(String);operation.streamed.complete=publisher");

        assertThat(err.toString())
                .contains("Engine.plainFuture ends when its method returns in com.acme.Engine#plainFuture: "
                        + "java.util.concurrent.Future cannot be followed to its end")
                .contains("streamed ends when its method returns in com.acme.Engine#infer: java.lang.String cannot be")
                .doesNotContain("Engine.later ends");
    }

    @Test
    void shouldSayThatImplementationsMayBeMadeWhileTheApplicationRuns() throws IOException {
        Path place = directory.resolve("com/acme");
        Files.createDirectories(place);
        Files.write(place.resolve("Model.class"), classFile("com/acme/Model"));

        run("matches", directory.toString(), "--config", "watch=+com.acme.Model#run");

        assertThat(err.toString()).contains("no implementation is here").contains("JDK proxy");
    }

    @Test
    void shouldRefuseAPatternThatMatchesTooMuch() {
        String jar = assertj();

        int code = run("matches", jar, "--config", "watch=org.assertj..*#*");

        assertThat(code).isEqualTo(NightjarCommand.PROBLEM);
        assertThat(err.toString())
                .contains("is refused, because 2000 is the most")
                .contains("narrow it");
        assertThat(out.toString()).startsWith("0 methods");
    }

    @Test
    void shouldSayWhichVersionOfALibraryIsThereAndWhatOfItIsNotSeen() throws IOException {
        Path jar = jar("app.jar", "BOOT-INF/lib/onnxruntime-1.4.0.jar", jarOf("ai/onnxruntime/OrtSession"));

        assertThat(run("matches", jar.toString())).isZero();
        assertThat(out.toString())
                .contains(
                        "preset onnxruntime watches com.microsoft.onnxruntime:onnxruntime 1.4.0, which is none of those that "
                                + "it was checked against: 1.");
        assertThat(err.toString())
                .contains("preset onnxruntime does not see run, the names of its models of "
                        + "com.microsoft.onnxruntime:onnxruntime 1.4.0, a version unknown to it");
    }

    @Test
    void shouldSayThatALibraryLiesUnderAnotherPackage() throws IOException {
        Path jar = jar("app.jar", "lib/all.jar", jarOf("org/acme/shaded/ai/onnxruntime/OrtSession"));

        run("matches", jar.toString());

        assertThat(err.toString())
                .contains("preset onnxruntime does not see the copy of com.microsoft.onnxruntime:onnxruntime under "
                        + "org.acme.shaded.ai.onnxruntime; a preset of your own");
    }

    @Test
    void shouldNameTheJarThatIsDamaged() throws IOException {
        byte[] whole = jarOf("ai/onnxruntime/OrtSession");
        Path jar = jar("app.jar", "lib/engine.jar", Arrays.copyOf(whole, whole.length / 3));

        assertThat(run("matches", jar.toString())).isEqualTo(NightjarCommand.PROBLEM);
        assertThat(err.toString()).contains("cannot read the classes: engine.jar is damaged: ");
    }

    /** A jar with a class without methods. */
    private static byte[] jarOf(String type) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, type, null, "java/lang/Object", null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(type + ".class"));
            zip.write(writer.toByteArray());
        }
        return bytes.toByteArray();
    }

    private Path jar(String name, String entry, byte[] bytes) throws IOException {
        Path jar = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(bytes);
        }
        return jar;
    }

    @Test
    void shouldSayThatAPlaceCannotBeRead() {
        int code = run("matches", directory.resolve("none.jar").toString());

        assertThat(code).isEqualTo(NightjarCommand.PROBLEM);
        assertThat(err.toString()).contains("cannot read the classes").contains("none.jar");
    }

    private static String assertj() {
        return Path.of(org.assertj.core.api.Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }
}
