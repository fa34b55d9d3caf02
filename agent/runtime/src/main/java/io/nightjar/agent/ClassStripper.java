package io.nightjar.agent;

import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.RecordComponentVisitor;
import net.bytebuddy.jar.asm.TypePath;

/**
 * Takes out of class files what nothing reads while the agent runs: the names of local variables, and the annotations that say
 * what may be null. Names of source files and numbers of lines stay, for stack traces. Runs in the build, not in the jar.
 */
final class ClassStripper extends ClassVisitor {
    private static final String NULLNESS = "Lorg/jspecify/annotations/";

    private ClassStripper(ClassVisitor to) {
        super(Opcodes.ASM9, to);
    }

    /** The same class in fewer bytes. */
    static byte[] strip(byte[] file) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file).accept(new ClassStripper(writer), 0);
        return writer.toByteArray();
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return descriptor.startsWith(NULLNESS) ? null : super.visitAnnotation(descriptor, visible);
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(int reference, TypePath path, String descriptor, boolean visible) {
        return descriptor.startsWith(NULLNESS) ? null : super.visitTypeAnnotation(reference, path, descriptor, visible);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        return new RecordComponentVisitor(Opcodes.ASM9, super.visitRecordComponent(name, descriptor, signature)) {
            @Override
            public AnnotationVisitor visitTypeAnnotation(int reference, TypePath path, String type, boolean visible) {
                return type.startsWith(NULLNESS) ? null : super.visitTypeAnnotation(reference, path, type, visible);
            }
        };
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        return new FieldVisitor(Opcodes.ASM9, super.visitField(access, name, descriptor, signature, value)) {
            @Override
            public AnnotationVisitor visitTypeAnnotation(int reference, TypePath path, String type, boolean visible) {
                return type.startsWith(NULLNESS) ? null : super.visitTypeAnnotation(reference, path, type, visible);
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        return new WithoutNames(super.visitMethod(access, name, descriptor, signature, exceptions));
    }

    private static final class WithoutNames extends MethodVisitor {
        WithoutNames(MethodVisitor to) {
            super(Opcodes.ASM9, to);
        }

        @Override
        public void visitLocalVariable(
                String name, String descriptor, String signature, Label start, Label end, int index) {
            // Left out.
        }

        @Override
        public AnnotationVisitor visitLocalVariableAnnotation(
                int reference, TypePath path, Label[] start, Label[] end, int[] index, String type, boolean visible) {
            return null;
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(int reference, TypePath path, String type, boolean visible) {
            return type.startsWith(NULLNESS) ? null : super.visitTypeAnnotation(reference, path, type, visible);
        }

        @Override
        public AnnotationVisitor visitInsnAnnotation(int reference, TypePath path, String type, boolean visible) {
            return type.startsWith(NULLNESS) ? null : super.visitInsnAnnotation(reference, path, type, visible);
        }
    }
}
