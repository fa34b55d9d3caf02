package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.weave.bytecode.JarClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** What is read of class files without a visitor is what ASM's visitors read of them. */
final class ClassOutlineTest {
    @Test
    void shouldTellOfEveryClassWhatAsmTells() {
        int bridges = 0;
        int annotated = 0;
        for (Map.Entry<String, byte[]> file : JarClasses.ALL.entrySet()) {
            ClassReader reader = new ClassReader(file.getValue());
            ByAsm expected = new ByAsm();
            reader.accept(expected, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);

            ClassOutline outline = ClassOutline.of(reader, name -> !name.equals("<init>"));

            assertThat(outline.name()).isEqualTo(file.getKey());
            assertThat(outline.version()).isEqualTo(expected.version);
            assertThat(outline.isInterface()).isEqualTo(expected.isInterface);
            assertThat(outline.annotations()).as(file.getKey()).isEqualTo(expected.annotations);
            assertThat(outline.methods())
                    .as(file.getKey())
                    .extracting(ClassOutlineTest::described)
                    .isEqualTo(expected.methods.stream()
                            .map(ClassOutlineTest::described)
                            .toList());
            for (MethodOutline method : outline.methods()) {
                bridges += method.bridgeTarget == null ? 0 : 1;
                annotated += method.annotations.size();
            }
        }

        assertThat(bridges).isGreaterThan(500);
        assertThat(annotated).isGreaterThan(500);
    }

    @Test
    void shouldReadNoCodeThatNobodyAsksFor() {
        byte[] bytes = JarClasses.ALL.get("net/bytebuddy/agent/ByteBuddyAgent");

        for (MethodOutline method :
                ClassOutline.of(new ClassReader(bytes), null).methods()) {
            assertThat(method.calls).isFalse();
            assertThat(method.maxLocals).isZero();
        }
    }

    @Test
    void shouldFindSubroutinesAndAttributesOfOldCompilers() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "com/acme/Old", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, "run", "()V", null, null);
        Label subroutine = new Label();
        method.visitCode();
        method.visitJumpInsn(Opcodes.JSR, subroutine);
        method.visitInsn(Opcodes.RETURN);
        method.visitLabel(subroutine);
        method.visitVarInsn(Opcodes.ASTORE, 1);
        method.visitVarInsn(Opcodes.RET, 1);
        method.visitMaxs(1, 2);
        method.visitEnd();

        MethodOutline run = ClassOutline.of(new ClassReader(writer.toByteArray()), name -> true)
                .methods()
                .get(0);

        assertThat(run.hasSubroutines).isTrue();
        assertThat(run.calls).isFalse();
        assertThat(run.maxLocals).isEqualTo(2);
        assertThat(run.is(Opcodes.ACC_SYNTHETIC)).isTrue();
    }

    private static Map<String, Object> described(MethodOutline method) {
        Map<String, Object> described = new TreeMap<>();
        described.put("access", method.access & 0xFFFF);
        described.put("key", method.key());
        if (!method.isConstructor()) {
            described.put("annotations", method.annotations);
            described.put("locals", method.maxLocals);
            described.put("calls", method.calls);
            described.put("subroutines", method.hasSubroutines);
            described.put("bridge", String.valueOf(method.bridgeTarget));
        }
        return described;
    }

    private static final class ByAsm extends ClassVisitor {
        final List<MethodOutline> methods = new ArrayList<>();
        final List<String> annotations = new ArrayList<>();
        String name;
        int version;
        boolean isInterface;

        ByAsm() {
            super(ClassOutline.ASM);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            this.version = version & 0xFFFF;
            this.name = name;
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            annotations.add(descriptor);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodOutline method = new MethodOutline(access, name, descriptor);
            methods.add(method);
            return new MethodVisitor(ClassOutline.ASM) {
                @Override
                public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                    method.annotations.add(descriptor);
                    return null;
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
                    method.calls = true;
                    if (method.is(Opcodes.ACC_BRIDGE) && owner.equals(ByAsm.this.name)) {
                        method.bridgeTarget = called + type;
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
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
            };
        }
    }
}
