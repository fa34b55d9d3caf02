package io.nightjar.weave.match;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;

/** How long the JVM's instructions are (JVM specification, chapter 6.5). */
final class Instructions {
    static final int JSR_W = 201;
    private static final int GOTO_W = 200;
    private static final int WIDE = 196;
    private static final int LDC_W = 19;
    private static final int LDC2_W = 20;

    private Instructions() {}

    /**
     * The bytes of an instruction.
     *
     * @param at where it stands in the class file
     * @param first where the method's first instruction stands: switches are padded from there
     */
    static int length(ClassReader reader, int at, int first) {
        int opcode = reader.readByte(at);
        switch (opcode) {
            case Opcodes.TABLESWITCH:
                int table = at + 4 - (at - first & 3);
                return table - at + 12 + 4 * (reader.readInt(table + 8) - reader.readInt(table + 4) + 1);
            case Opcodes.LOOKUPSWITCH:
                int pairs = at + 4 - (at - first & 3);
                return pairs - at + 8 + 8 * reader.readInt(pairs + 4);
            case WIDE:
                return reader.readByte(at + 1) == Opcodes.IINC ? 6 : 4;
            case Opcodes.MULTIANEWARRAY:
                return 4;
            case Opcodes.INVOKEINTERFACE, Opcodes.INVOKEDYNAMIC, GOTO_W, JSR_W:
                return 5;
            case Opcodes.BIPUSH, Opcodes.LDC, Opcodes.NEWARRAY, Opcodes.RET:
                return 2;
            case Opcodes.SIPUSH,
                    LDC_W,
                    LDC2_W,
                    Opcodes.IINC,
                    Opcodes.NEW,
                    Opcodes.ANEWARRAY,
                    Opcodes.CHECKCAST,
                    Opcodes.INSTANCEOF,
                    Opcodes.IFNULL,
                    Opcodes.IFNONNULL:
                return 3;
            default:
                return ofRange(opcode);
        }
    }

    private static int ofRange(int opcode) {
        boolean local = opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD
                || opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
        boolean jumpOrMember = opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR
                || opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.INVOKESTATIC;
        return local ? 2 : jumpOrMember ? 3 : 1;
    }
}
