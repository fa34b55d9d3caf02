package io.nightjar.weave;

import io.nightjar.pattern.NameGlob;
import io.nightjar.pattern.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The look at a class by which nearly every one is let pass: by its name, and by the texts among its constants. Never lets
 * pass what rules may match in. Immutable, thread-safe.
 */
final class FirstLook {
    /*
     * Every class of the application comes here, at first while nothing of this is compiled, and what the compilers take for
     * it counts too: so it walks once through the constants, makes no object, and asks a mask before it compares a text, so
     * seldom that the comparing code is not compiled into the walk. A mask has a bit for a hash of each text.
     */
    private static final int MASK_WORDS = 8;
    private static final int MASK_BITS = MASK_WORDS * Long.SIZE - 1;

    private final NameGlob[] names;
    /** By rule the length of the type's name; -1 where a wildcard stands in it. */
    private final int[] nameLengths;
    private final byte[][] packageTexts;
    private final long[] packageMask = new long[MASK_WORDS];
    private final byte[][] texts;
    private final long[] textMask = new long[MASK_WORDS];
    private final boolean reads;
    /** Whether the constants do not tell: every class is worth a second look. */
    private final boolean always;

    /**
     * A first look for these rules and sleeping presets.
     *
     * @param inheritedNames names of methods of which a class must declare one; null where any may be meant
     */
    FirstLook(
            Rule[] byName,
            boolean bySuperType,
            String @Nullable [] inheritedNames,
            Rule[] byAnnotation,
            List<SleepingPreset> sleeping) {
        names = new NameGlob[byName.length];
        nameLengths = new int[byName.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = byName[i].pattern().type();
            nameLengths[i] = names[i].exact() ? names[i].text().length() : -1;
        }
        packageTexts = bytes(packages(sleeping));
        for (byte[] text : packageTexts) {
            mark(packageMask, beginningHash(text));
        }
        List<String> wanted = new ArrayList<>();
        boolean unknown = bySuperType && inheritedNames == null;
        if (inheritedNames != null) {
            wanted.addAll(List.of(inheritedNames));
        }
        for (Rule rule : byAnnotation) {
            String descriptor = annotationDescriptor(rule.pattern());
            if (descriptor == null) {
                unknown = true;
            } else {
                wanted.add(descriptor);
            }
        }
        texts = bytes(wanted);
        for (byte[] text : texts) {
            mark(textMask, textHash(text));
        }
        always = unknown;
        reads = texts.length + packageTexts.length > 0;
    }

    /** The descriptor of a rule's annotation among a class's constants; null where the pattern does not tell it. */
    static @Nullable String annotationDescriptor(Pattern pattern) {
        String annotation = pattern.type().text();
        boolean told = pattern.type().exact() && !CandidateFinder.mayBeNested(annotation);
        return told ? 'L' + annotation.replace('.', '/') + ';' : null;
    }

    /**
     * Whether a class is worth a second look; that of a sleeping preset's own packages is so in any case.
     *
     * @param name internal name
     */
    boolean isWorthASecond(String name, byte[] bytes) {
        return always || isNamed(name) || reads && mentionsAny(bytes);
    }

    private boolean isNamed(String name) {
        int length = name.length();
        for (int i = 0; i < nameLengths.length; i++) {
            if ((nameLengths[i] == length || nameLengths[i] < 0) && names[i].matches(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a text among the constants is looked for, or is the name of a class in a sleeping preset's packages. Written
     * in one piece, which is too large to be compiled again into each of its callers.
     */
    private boolean mentionsAny(byte[] bytes) {
        long[] ofTexts = textMask;
        long[] ofPackages = packageMask;
        int count = (bytes[8] & 0xFF) << 8 | bytes[9] & 0xFF;
        int at = 10;
        for (int i = 1; i < count; i++) {
            switch (bytes[at]) {
                case 1: // a text
                    int length = (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] & 0xFF;
                    at += 3;
                    if (length > 0) {
                        int hash = (length * 31 + bytes[at]) * 7 + bytes[at + length - 1];
                        if ((ofTexts[(hash & MASK_BITS) >>> 6] >>> hash & 1) != 0 && hasText(bytes, at, length)) {
                            return true;
                        }
                        // Of a text that is shorter than a package, the bytes behind it: that does no harm.
                        hash = (bytes[at] * 31 + bytes[at + 3]) * 7 + bytes[at + 4];
                        if ((ofPackages[(hash & MASK_BITS) >>> 6] >>> hash & 1) != 0 && hasBeginning(bytes, at, length)) {
                            return true;
                        }
                    }
                    at += length;
                    break;
                case 3, 4, 9, 10, 11, 12, 17, 18: // numbers, members, names with types, dynamic ones
                    at += 5;
                    break;
                case 5, 6: // a long, a double: two places
                    at += 9;
                    i++;
                    break;
                case 7, 8, 16, 19, 20: // a class, a string, a method's type, a module, a package
                    at += 3;
                    break;
                case 15: // a method's handle
                    at += 4;
                    break;
                default: // unknown here: the second look says so
                    return true;
            }
        }
        return false;
    }

    private static int textHash(byte[] text) {
        return (text.length * 31 + text[0]) * 7 + text[text.length - 1];
    }

    private static int beginningHash(byte[] text) {
        return (text[0] * 31 + text[3]) * 7 + text[4];
    }

    private static void mark(long[] mask, int hash) {
        mask[(hash & MASK_BITS) >>> 6] |= 1L << hash;
    }

    private boolean hasText(byte[] bytes, int begin, int length) {
        for (byte[] text : texts) {
            if (text.length == length && isAt(bytes, begin, text)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasBeginning(byte[] bytes, int begin, int length) {
        for (byte[] text : packageTexts) {
            if (length > text.length && isAt(bytes, begin, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int begin, byte[] text) {
        return Arrays.equals(bytes, begin, begin + text.length, text, 0, text.length);
    }

    private static List<String> packages(List<SleepingPreset> sleeping) {
        List<String> packages = new ArrayList<>();
        for (SleepingPreset preset : sleeping) {
            packages.addAll(preset.packages());
        }
        return packages;
    }

    private static byte[][] bytes(List<String> texts) {
        byte[][] all = new byte[texts.size()][];
        for (int i = 0; i < all.length; i++) {
            all[i] = texts.get(i).getBytes(StandardCharsets.UTF_8);
        }
        return all;
    }
}
