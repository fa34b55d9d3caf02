package io.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;
import org.junit.jupiter.api.Test;

final class ClassStripperTest {
    @Test
    void shouldTakeOutNamesOfVariablesAndNullnessAndNothingElse() throws Exception {
        byte[] given = bytesOf(StrippedRecord.class);
        Contents before = new Contents();
        new ClassReader(given).accept(before, 0);
        assertThat(before.variables).isPositive();
        assertThat(before.nullness).isPositive();

        byte[] stripped = ClassStripper.strip(given);

        Contents after = new Contents();
        new ClassReader(stripped).accept(after, 0);
        assertThat(after.variables).isZero();
        assertThat(after.nullness).isZero();
        assertThat(after.lines).isEqualTo(before.lines).isPositive();
        assertThat(after.deprecated).isEqualTo(before.deprecated).isPositive();
        assertThat(after.source).isEqualTo("StrippedRecord.java");
        assertThat(stripped).hasSizeLessThan(given.length);
    }

    @Test
    void shouldLeaveAClassThatRunsWhenStripped() throws Exception {
        Class<?> stripped = new ClassLoader(getClass().getClassLoader()) {
            Class<?> define(byte[] file) {
                return defineClass(StrippedRecord.class.getName(), file, 0, file.length);
            }
        }.define(ClassStripper.strip(bytesOf(StrippedRecord.class)));

        var constructor = stripped.getDeclaredConstructor(String.class, int.class);
        constructor.setAccessible(true);
        Object given = constructor.newInstance("a", 7);
        var length = stripped.getDeclaredMethod("length");
        length.setAccessible(true);

        assertThat(length.invoke(given)).isEqualTo(8);
        assertThat(given).hasToString("StrippedRecord[text=a, number=7]");
        assertThat(stripped.getRecordComponents()).hasSize(2);
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("StrippedRecord.class")) {
            return in.readAllBytes();
        }
    }

    /** Counts what a class file says. */
    private static final class Contents extends ClassVisitor {
        private int variables;
        private int nullness;
        private int lines;
        private int deprecated;
        private String source = "";

        Contents() {
            super(Opcodes.ASM9);
        }

        private AnnotationVisitor count(String descriptor) {
            nullness += descriptor.contains("jspecify") ? 1 : 0;
            deprecated += descriptor.contains("Deprecated") ? 1 : 0;
            return null;
        }

        @Override
        public void visitSource(String file, String debug) {
            source = file;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            return new FieldVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitTypeAnnotation(
                        int at, TypePath path, String annotation, boolean visible) {
                    return count(annotation);
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    return count(annotation);
                }

                @Override
                public AnnotationVisitor visitTypeAnnotation(
                        int at, TypePath path, String annotation, boolean visible) {
                    return count(annotation);
                }

                @Override
                public AnnotationVisitor visitLocalVariableAnnotation(
                        int at, TypePath path, Label[] from, Label[] to, int[] index, String name, boolean visible) {
                    return count(name);
                }

                @Override
                public void visitLineNumber(int line, Label start) {
                    lines++;
                }

                @Override
                public void visitLocalVariable(
                        String name, String descriptor, String generic, Label start, Label end, int index) {
                    variables++;
                }
            };
        }
    }
}
