package io.nightjar.weave.match;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Reads a class's constructors for the one place where {@code super(...)} or {@code this(...)} is called. */
final class ConstructorReader extends ClassVisitor {
    private final List<MethodOutline> methods;
    private String name = "";
    private String superName = "";

    private ConstructorReader(List<MethodOutline> methods) {
        super(ClassOutline.ASM);
        this.methods = methods;
    }

    /** Adds to the outlines of a class's constructors what their code shows of that. */
    static void read(ClassReader reader, List<MethodOutline> methods) {
        reader.accept(new ConstructorReader(methods), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        this.name = name;
        this.superName = superName == null ? "" : superName;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        for (MethodOutline method : methods) {
            if (method.isConstructor() && name.equals(method.name) && descriptor.equals(method.descriptor)) {
                return new CodeReader(method);
            }
        }
        return null;
    }

    private final class CodeReader extends MethodVisitor {
        private final MethodOutline method;
        private final Set<Label> ahead = new HashSet<>();
        private final Set<Label> guarded = new HashSet<>();
        private final Set<Label> passedBefore = new HashSet<>();
        private int created;
        private boolean initialized;

        CodeReader(MethodOutline method) {
            super(ClassOutline.ASM);
            this.method = method;
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
            method.oddConstructor |= !initialized;
        }
    }
}
