package io.nightjar.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A class file read once for its methods, without loading anything; for what their code tells only where somebody asks.
 * Confined to one thread.
 */
final class ClassOutline extends ClassVisitor {
    static final int ASM = Opcodes.ASM9;

    private final List<MethodOutline> methods = new ArrayList<>();
    private final List<String> annotations = new ArrayList<>(0);
    private String name = "";
    private String superName = "";
    private int version;
    private int access;
    private final @Nullable Predicate<String> codeOf;

    private ClassOutline(@Nullable Predicate<String> codeOf) {
        super(ASM);
        this.codeOf = codeOf;
    }

    /**
     * An outline of a class file.
     *
     * @param codeOf the names of the methods whose code and annotations are to be read; null for none
     */
    static ClassOutline of(ClassReader reader, @Nullable Predicate<String> codeOf) {
        ClassOutline outline = new ClassOutline(codeOf);
        reader.accept(outline, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return outline;
    }

    /** Internal name. */
    String name() {
        return name;
    }

    /** Major version of the class file. */
    int version() {
        return version & 0xFFFF;
    }

    boolean isInterface() {
        return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    List<MethodOutline> methods() {
        return methods;
    }

    /** Descriptors of the annotations that the type carries. */
    List<String> annotations() {
        return annotations;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        this.version = version;
        this.access = access;
        this.name = name;
        this.superName = superName == null ? "" : superName;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        annotations.add(descriptor);
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodOutline method = new MethodOutline(access, name, descriptor);
        methods.add(method);
        if (codeOf == null || !codeOf.test(name)) {
            return null;
        }
        return name.equals("<init>") ? new ConstructorReader(method) : new CodeReader(method);
    }

    /** Reads one method's code for calls, subroutines and, in a bridge, where it leads. */
    private class CodeReader extends MethodVisitor {
        final MethodOutline method;

        CodeReader(MethodOutline method) {
            super(ASM);
            this.method = method;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            method.annotations.add(descriptor);
            return null;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean isInterface) {
            method.calls = true;
            if (method.is(Opcodes.ACC_BRIDGE) && owner.equals(name)) {
                method.bridgeTarget = called + descriptor;
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String called, String descriptor, Handle bootstrap, Object... arguments) {
            method.calls = true;
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            method.hasSubroutines |= opcode == Opcodes.JSR;
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            method.maxLocals = maxLocals;
        }
    }

    /** Reads a constructor for the one place where {@code super(...)} or {@code this(...)} is called. */
    private final class ConstructorReader extends CodeReader {
        private final Set<Label> ahead = new HashSet<>();
        private final Set<Label> guarded = new HashSet<>();
        private final Set<Label> passedBefore = new HashSet<>();
        private int created;
        private boolean initialized;

        ConstructorReader(MethodOutline method) {
            super(method);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            guarded.add(start);
        }

        @Override
        public void visitLabel(Label label) {
            if (initialized) {
                method.oddConstructor |= ahead.contains(label);
            } else {
                passedBefore.add(label);
                ahead.remove(label);
                method.oddConstructor |= guarded.contains(label);
            }
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            super.visitJumpInsn(opcode, label);
            jump(label);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
            jump(other);
            for (Label label : labels) {
                jump(label);
            }
        }

        @Override
        public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
            jump(other);
            for (Label label : labels) {
                jump(label);
            }
        }

        private void jump(Label label) {
            if (!initialized && !passedBefore.contains(label)) {
                ahead.add(label);
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW) {
                created++;
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, called, descriptor, isInterface);
            if (opcode != Opcodes.INVOKESPECIAL || !called.equals("<init>")) {
                return;
            }
            if (created > 0) {
                created--;
            } else {
                method.oddConstructor |= initialized || !owner.equals(name) && !owner.equals(superName);
                method.delegatesTo = owner.equals(name) ? called + descriptor : null;
                initialized = true;
            }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack, maxLocals);
            method.oddConstructor |= !initialized;
        }
    }
}
