package io.nightjar.weave.bytecode;

import io.nightjar.weave.match.MethodOutline;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes instructions that put values on the stack of a woven method and call the hook. Confined to one thread. */
final class HookCode {
    static final String HOOK = "java/lang/NightjarHook";

    private final MethodVisitor code;
    private final MethodOutline method;

    /** @param code receives the instructions */
    HookCode(MethodVisitor code, MethodOutline method) {
        this.code = code;
        this.method = method;
    }

    /** Calls a method of the hook. */
    void hook(String name, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, name, descriptor, false);
    }

    /** Pushes a constant. */
    void push(int value) {
        if (value >= -1 && value <= 5) {
            code.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            code.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            code.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            code.visitLdcInsn(value);
        }
    }

    private void box(Type type) {
        switch (type.getSort()) {
            case Type.BOOLEAN -> valueOf("java/lang/Boolean", "Z");
            case Type.CHAR -> valueOf("java/lang/Character", "C");
            case Type.BYTE -> valueOf("java/lang/Byte", "B");
            case Type.SHORT -> valueOf("java/lang/Short", "S");
            case Type.INT -> valueOf("java/lang/Integer", "I");
            case Type.FLOAT -> valueOf("java/lang/Float", "F");
            case Type.LONG -> valueOf("java/lang/Long", "J");
            case Type.DOUBLE -> valueOf("java/lang/Double", "D");
            default -> {}
        }
    }

    private void valueOf(String wrapper, String primitive) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", "(" + primitive + ")L" + wrapper + ";", false);
    }

    /** Pushes arguments of the method, boxed: null for none, one as itself, several as an array. */
    void pushArguments(int[] arguments) {
        if (arguments.length == 0) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else if (arguments.length == 1) {
            pushArgument(arguments[0]);
        } else {
            pushArray(arguments, arguments.length);
        }
    }

    /** Pushes arguments of the method, boxed, in an array of that length, which may have more places than there are. */
    void pushArray(int[] arguments, int length) {
        push(length);
        code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        for (int i = 0; i < arguments.length; i++) {
            code.visitInsn(Opcodes.DUP);
            push(i);
            pushArgument(arguments[i]);
            code.visitInsn(Opcodes.AASTORE);
        }
    }

    /** Asks a condition: 0 where it leaves the call out. */
    void ask(WeavePlan.Condition condition) {
        boolean ofReceiver = condition.argument() == WeavePlan.Condition.RECEIVER;
        push(condition.observerId());
        if (ofReceiver && !method.is(Opcodes.ACC_STATIC)) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
        } else {
            code.visitInsn(Opcodes.ACONST_NULL);
        }
        if (ofReceiver) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            pushArgument(condition.argument());
        }
        hook("observe", "(ILjava/lang/Object;Ljava/lang/Object;)J");
    }

    /** What a frame says of the locals with which a method, that is no constructor, begins. */
    static Object[] parameters(String owner, MethodOutline method) {
        List<Object> locals = new ArrayList<>();
        if (!method.is(Opcodes.ACC_STATIC)) {
            locals.add(owner);
        }
        for (Type type : Type.getArgumentTypes(method.descriptor)) {
            locals.add(
                    switch (type.getSort()) {
                        case Type.LONG -> Opcodes.LONG;
                        case Type.DOUBLE -> Opcodes.DOUBLE;
                        case Type.FLOAT -> Opcodes.FLOAT;
                        case Type.OBJECT, Type.ARRAY -> type.getInternalName();
                        default -> Opcodes.INTEGER;
                    });
        }
        return locals.toArray();
    }

    /** Takes an object from the stack, which is the argument of the method from then on. */
    void popArgument(int index) {
        Type[] types = Type.getArgumentTypes(method.descriptor);
        code.visitTypeInsn(Opcodes.CHECKCAST, types[index].getInternalName());
        code.visitVarInsn(Opcodes.ASTORE, localOf(index, types));
    }

    private void pushArgument(int index) {
        Type[] types = Type.getArgumentTypes(method.descriptor);
        if (index >= types.length) {
            code.visitInsn(Opcodes.ACONST_NULL);
            return;
        }
        code.visitVarInsn(types[index].getOpcode(Opcodes.ILOAD), localOf(index, types));
        box(types[index]);
    }

    private int localOf(int index, Type[] types) {
        int local = method.is(Opcodes.ACC_STATIC) ? 0 : 1;
        for (int i = 0; i < index; i++) {
            local += types[i].getSize();
        }
        return local;
    }

    /** Pushes the result once more, boxed; null where there is none. */
    void copyResult(int opcode) {
        if (opcode == Opcodes.RETURN) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            Type type = Type.getReturnType(method.descriptor);
            code.visitInsn(type.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
            box(type);
        }
    }
}
