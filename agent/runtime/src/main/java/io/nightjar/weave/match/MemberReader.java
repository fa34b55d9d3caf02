package io.nightjar.weave.match;

import java.util.List;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Reads the methods and annotations of a class file (JVM specification, chapter 4), past everything else: ASM's visitors,
 * which an application's start would have to load and compile, decode each instruction. Confined to one thread.
 */
final class MemberReader {
    private static final int HEAD_OF_MEMBER = 8;
    private static final int HEAD_OF_ATTRIBUTE = 6;
    private static final int ALOAD_0 = 42;
    private static final int ALOAD_3 = 45;

    private final ClassReader reader;
    private final char[] buffer;
    private final String className;

    MemberReader(ClassReader reader) {
        this.reader = reader;
        this.buffer = new char[reader.getMaxStringLength()];
        this.className = reader.readClass(reader.header + 2, buffer);
    }

    /** Internal name. */
    String className() {
        return className;
    }

    /** Major version of the class file. */
    int version() {
        return reader.readUnsignedShort(6);
    }

    int access() {
        return reader.readUnsignedShort(reader.header);
    }

    /** @param codeOf the names of the methods whose code and annotations are to be read; null for none */
    void read(@Nullable Predicate<String> codeOf, List<MethodOutline> methods, List<String> annotations) {
        int at = reader.header + 8 + 2 * reader.readUnsignedShort(reader.header + 6);
        int fields = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = afterAttributes(at + 6);
        }
        int count = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            methods.add(method(at, codeOf));
            at = afterAttributes(at + 6);
        }
        int attributes = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < attributes; i++) {
            if (isOfAnnotations(utf8(at))) {
                addAnnotations(at + HEAD_OF_ATTRIBUTE, annotations);
            }
            at = afterAttribute(at);
        }
    }

    private MethodOutline method(int begin, @Nullable Predicate<String> codeOf) {
        MethodOutline method = new MethodOutline(access(begin), utf8(begin + 2), utf8(begin + 4));
        if (codeOf == null || !codeOf.test(method.name)) {
            return method;
        }
        int at = begin + HEAD_OF_MEMBER;
        for (int i = reader.readUnsignedShort(begin + 6); i > 0; i--) {
            String attribute = utf8(at);
            if (attribute.equals("Code")) {
                readCode(at + HEAD_OF_ATTRIBUTE, method);
            } else if (isOfAnnotations(attribute)) {
                addAnnotations(at + HEAD_OF_ATTRIBUTE, method.annotations);
            }
            at = afterAttribute(at);
        }
        return method;
    }

    /** The flags of a method; compilers before Java 5 marked a synthetic one by an attribute. */
    private int access(int begin) {
        int at = begin + HEAD_OF_MEMBER;
        for (int i = reader.readUnsignedShort(begin + 6); i > 0; i--) {
            if (reader.readInt(at + 2) == 0 && utf8(at).equals("Synthetic")) {
                return reader.readUnsignedShort(begin) | Opcodes.ACC_SYNTHETIC;
            }
            at = afterAttribute(at);
        }
        return reader.readUnsignedShort(begin);
    }

    /** Reads a method's code for calls, subroutines and, in a bridge, where it leads. */
    private void readCode(int begin, MethodOutline method) {
        method.maxStack = reader.readUnsignedShort(begin);
        method.maxLocals = reader.readUnsignedShort(begin + 2);
        int first = begin + 8;
        int end = first + reader.readInt(begin + 4);
        int continuation = method.isSuspending() ? method.continuationLocal() : -1;
        boolean loaded = false;
        for (int at = first; at < end; at += Instructions.length(reader, at, first)) {
            int opcode = reader.readByte(at);
            if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEDYNAMIC) {
                method.calls = true;
                if (method.is(Opcodes.ACC_BRIDGE) && opcode != Opcodes.INVOKEDYNAMIC) {
                    readTarget(reader.getItem(reader.readUnsignedShort(at + 1)), opcode, method);
                }
            }
            if (loaded && opcode == Opcodes.INSTANCEOF && method.ownContinuation == null) {
                method.ownContinuation = reader.readClass(at + 1, buffer);
            }
            loaded = continuation >= 0 && loads(at, opcode, continuation);
            method.hasSubroutines |= opcode == Opcodes.JSR || opcode == Instructions.JSR_W;
        }
    }

    /** Whether an instruction loads the object in a local. */
    private boolean loads(int at, int opcode, int local) {
        return opcode == Opcodes.ALOAD
                ? reader.readByte(at + 1) == local
                : opcode >= ALOAD_0 && opcode <= ALOAD_3 && opcode - ALOAD_0 == local;
    }

    /** What a bridge calls in its own class, or in a super class; the constant is a class, and a name with a type. */
    private void readTarget(int constant, int opcode, MethodOutline bridge) {
        boolean own = reader.readClass(constant, buffer).equals(className);
        if (own || opcode == Opcodes.INVOKESPECIAL) {
            int member = reader.getItem(reader.readUnsignedShort(constant + 2));
            String key = utf8(member) + utf8(member + 2);
            bridge.bridgeTarget = own ? key : bridge.bridgeTarget;
            bridge.bridgeAbove = own ? bridge.bridgeAbove : key;
        }
    }

    private static boolean isOfAnnotations(String attribute) {
        return attribute.equals("RuntimeVisibleAnnotations") || attribute.equals("RuntimeInvisibleAnnotations");
    }

    private void addAnnotations(int begin, List<String> descriptors) {
        int at = begin + 2;
        for (int i = reader.readUnsignedShort(begin); i > 0; i--) {
            descriptors.add(utf8(at));
            at = afterAnnotation(at);
        }
    }

    private int afterAnnotation(int begin) {
        int at = begin + 4;
        for (int i = reader.readUnsignedShort(begin + 2); i > 0; i--) {
            at = afterValue(at + 2);
        }
        return at;
    }

    private int afterValue(int begin) {
        switch (reader.readByte(begin)) {
            case '@':
                return afterAnnotation(begin + 1);
            case '[':
                int at = begin + 3;
                for (int i = reader.readUnsignedShort(begin + 1); i > 0; i--) {
                    at = afterValue(at);
                }
                return at;
            case 'e':
                return begin + 5;
            default:
                return begin + 3;
        }
    }

    /** Where attributes end whose number stands at an offset. */
    private int afterAttributes(int begin) {
        int at = begin + 2;
        for (int i = reader.readUnsignedShort(begin); i > 0; i--) {
            at = afterAttribute(at);
        }
        return at;
    }

    private int afterAttribute(int begin) {
        return begin + HEAD_OF_ATTRIBUTE + reader.readInt(begin + 2);
    }

    private String utf8(int at) {
        return reader.readUTF8(at, buffer);
    }
}
