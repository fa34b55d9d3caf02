package io.nightjar.weave.match;

import java.nio.charset.StandardCharsets;

/**
 * The head of a class file: its super types and its constants, read without ASM because every class of the application
 * passes here. Confined to one thread.
 */
final class ClassHeader {
    private final byte[] bytes;
    private final int[] offsets;
    private int afterConstants;

    private ClassHeader(byte[] bytes) {
        this.bytes = bytes;
        this.offsets = new int[unsignedShort(8)];
    }

    /** @throws RuntimeException where this is no class file */
    static ClassHeader of(byte[] bytes) {
        ClassHeader header = new ClassHeader(bytes);
        header.readConstants();
        return header;
    }

    private void readConstants() {
        int at = 10;
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = at;
            int tag = bytes[at];
            switch (tag) {
                case 1 -> at += 3 + unsignedShort(at + 1);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                default -> throw new IllegalArgumentException("constant of unknown kind " + tag);
            }
        }
        afterConstants = at;
    }

    /** How many super types there are: the super class, where it is not Object, and the interfaces. */
    int superCount() {
        return unsignedShort(afterConstants + 6) + (hasSuperClass() ? 1 : 0);
    }

    /** Internal name of a super type; the super class comes first. */
    String superName(int index) {
        int utf8 = superUtf8(index);
        return new String(bytes, utf8 + 3, unsignedShort(utf8 + 1), StandardCharsets.UTF_8);
    }

    /** Whether the name of a super type begins so, which must be ASCII; without making a string of it. */
    boolean superStartsWith(int index, String prefix) {
        int utf8 = superUtf8(index);
        return unsignedShort(utf8 + 1) >= prefix.length() && isAt(utf8 + 3, prefix);
    }

    /** Where the name of a super type lies. */
    private int superUtf8(int index) {
        boolean withSuper = hasSuperClass();
        int at =
                index == 0 && withSuper ? afterConstants + 4 : afterConstants + 8 + 2 * (withSuper ? index - 1 : index);
        return offsets[unsignedShort(offsets[unsignedShort(at)] + 1)];
    }

    /** Whether any constant is exactly this text, which must be ASCII: an annotation's descriptor, for example. */
    boolean mentions(String text) {
        int length = text.length();
        for (int offset : offsets) {
            if (offset != 0 && bytes[offset] == 1 && unsignedShort(offset + 1) == length && isAt(offset + 3, text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the class itself declares a method of one of these names, which must be ASCII. */
    boolean declaresAny(String[] names) {
        int at = afterConstants + 8 + 2 * unsignedShort(afterConstants + 6);
        int fields = unsignedShort(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = afterMember(at);
        }
        int methods = unsignedShort(at);
        at += 2;
        for (int i = 0; i < methods; i++) {
            int utf8 = offsets[unsignedShort(at + 2)];
            if (isAny(utf8, names)) {
                return true;
            }
            at = afterMember(at);
        }
        return false;
    }

    private boolean isAny(int utf8, String[] names) {
        int length = unsignedShort(utf8 + 1);
        for (String name : names) {
            if (name.length() == length && isAt(utf8 + 3, name)) {
                return true;
            }
        }
        return false;
    }

    /** Where a field or a method ends that begins at an offset. */
    private int afterMember(int begin) {
        int attributes = unsignedShort(begin + 6);
        int at = begin + 8;
        for (int i = 0; i < attributes; i++) {
            at += 6 + (unsignedShort(at + 2) << 16 | unsignedShort(at + 4));
        }
        return at;
    }

    private boolean hasSuperClass() {
        int index = unsignedShort(afterConstants + 4);
        if (index == 0) {
            return false;
        }
        int utf8 = offsets[unsignedShort(offsets[index] + 1)];
        return unsignedShort(utf8 + 1) != 16 || !isAt(utf8 + 3, "java/lang/Object");
    }

    private boolean isAt(int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int unsignedShort(int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
