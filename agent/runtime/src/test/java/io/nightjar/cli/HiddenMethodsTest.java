package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods that Kotlin hides from Java: synthetic ones that somebody wrote, which are methods of their type. */
final class HiddenMethodsTest {
    private static final int HIDDEN = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNTHETIC;

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldMatchWhatImplementsAMethodWhenItsTypeHidesItFromJava() throws IOException {
        write("Hidden", Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT, "java/lang/Object", HIDDEN);
        write("Base", Opcodes.ACC_ABSTRACT, "java/lang/Object", 0, "com/acme/Hidden");
        write("Engine", 0, "com/acme/Base", Opcodes.ACC_PUBLIC);

        assertThat(matches("+com.acme.Base#infer")).contains("com.acme.Engine#infer(String)\n");
        assertThat(matches("+com.acme.Hidden#infer")).contains("com.acme.Engine#infer(String)\n");
    }

    @Test
    void shouldMatchNothingWhenTheCompilerAddedTheMethodOfTheType() throws IOException {
        for (int access : new int[] {
            HIDDEN | Opcodes.ACC_BRIDGE,
            Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC
        }) {
            write("Base", Opcodes.ACC_ABSTRACT, "java/lang/Object", access);
            write("Engine", 0, "com/acme/Base", Opcodes.ACC_PUBLIC);

            assertThat(matches("+com.acme.Base#infer")).contains("0 methods").doesNotContain("com.acme.Engine#infer");
        }
    }

    private String matches(String pattern) {
        out.getBuffer().setLength(0);
        NightjarCommand.commandLine(new PrintWriter(out, true), new PrintWriter(out, true))
                .execute("matches", directory.toString(), "--config", "watch=" + pattern);
        return out.toString();
    }

    /** A type with {@code infer(String)}, whose class file is looked at and never defined; without it where access is 0. */
    private void write(String name, int kind, String superName, int access, String... faces) throws IOException {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | kind, "com/acme/" + name, null, superName, faces);
        if (access != 0) {
            var method = writer.visitMethod(access, "infer", "(Ljava/lang/String;)V", null, null);
            if ((access & Opcodes.ACC_ABSTRACT) == 0) {
                method.visitCode();
                method.visitInsn(Opcodes.RETURN);
                method.visitMaxs(0, 0);
            }
            method.visitEnd();
        }
        Path file = directory.resolve("com/acme/" + name + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, writer.toByteArray());
    }
}
