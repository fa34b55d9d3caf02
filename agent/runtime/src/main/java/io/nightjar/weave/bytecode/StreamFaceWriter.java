package io.nightjar.weave.bytecode;

import io.nightjar.observe.follow.FaceWriter;
import io.nightjar.observe.follow.FollowedStream;
import java.lang.reflect.Method;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes the classes that stand for the JDK's stream interfaces. Stateless. */
final class StreamFaceWriter implements FaceWriter {
    private static final String FOLLOWED = Type.getInternalName(FollowedStream.class);
    private static final String DESCRIPTOR = Type.getDescriptor(FollowedStream.class);

    @Override
    public byte[] bytes(String name, Class<?> type, List<Method> methods) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, "java/lang/Object", new String[] {
            Type.getInternalName(type)
        });
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "stream", DESCRIPTOR, null, null)
                .visitEnd();
        MethodVisitor constructor = writer.visitMethod(0, "<init>", "(" + DESCRIPTOR + ")V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitVarInsn(Opcodes.ALOAD, 1);
        constructor.visitFieldInsn(Opcodes.PUTFIELD, name, "stream", DESCRIPTOR);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        for (int number = 0; number < methods.size(); number++) {
            delegate(writer, name, methods.get(number), number);
        }
        MethodVisitor text = writer.visitMethod(Opcodes.ACC_PUBLIC, "toString", "()Ljava/lang/String;", null, null);
        text.visitCode();
        text.visitVarInsn(Opcodes.ALOAD, 0);
        text.visitFieldInsn(Opcodes.GETFIELD, name, "stream", DESCRIPTOR);
        text.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FOLLOWED, "toString", "()Ljava/lang/String;", false);
        text.visitInsn(Opcodes.ARETURN);
        text.visitMaxs(0, 0);
        text.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** A method that passes itself, its number and its arguments to the stream; no argument of a stream's is wide but longs. */
    private static void delegate(ClassWriter writer, String name, Method method, int number) {
        Type[] types = Type.getArgumentTypes(method);
        MethodVisitor code =
                writer.visitMethod(Opcodes.ACC_PUBLIC, method.getName(), Type.getMethodDescriptor(method), null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, "stream", DESCRIPTOR);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn(number);
        code.visitLdcInsn(types.length);
        code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        int local = 1;
        for (int i = 0; i < types.length; i++) {
            code.visitInsn(Opcodes.DUP);
            code.visitLdcInsn(i);
            code.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), local);
            box(code, types[i]);
            code.visitInsn(Opcodes.AASTORE);
            local += types[i].getSize();
        }
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                FOLLOWED,
                "invoke",
                "(Ljava/lang/Object;I[Ljava/lang/Object;)Ljava/lang/Object;",
                false);
        returnResult(code, Type.getReturnType(method));
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void box(MethodVisitor code, Type type) {
        if (type.getSort() < Type.ARRAY) {
            String wrapper = wrapper(type);
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, wrapper, "valueOf", "(" + type.getDescriptor() + ")L" + wrapper + ";", false);
        }
    }

    private static void returnResult(MethodVisitor code, Type type) {
        if (type == Type.VOID_TYPE) {
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.RETURN);
            return;
        }
        if (type.getSort() >= Type.ARRAY) {
            code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
        } else {
            String wrapper = wrapper(type);
            code.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, wrapper, type.getClassName() + "Value", "()" + type.getDescriptor(), false);
        }
        code.visitInsn(type.getOpcode(Opcodes.IRETURN));
    }

    private static String wrapper(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.INT -> "java/lang/Integer";
            case Type.LONG -> "java/lang/Long";
            case Type.DOUBLE -> "java/lang/Double";
            default -> throw new IllegalStateException("no method of a stream has " + type);
        };
    }
}
