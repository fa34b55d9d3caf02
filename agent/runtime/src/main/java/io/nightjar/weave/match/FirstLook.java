package io.nightjar.weave.match;

import io.nightjar.pattern.NameGlob;
import io.nightjar.pattern.Pattern;
import io.nightjar.preset.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The look at a class by which nearly every one is let pass: by its name, and by the texts among its constants. Never
 * lets pass what rules may match in. Immutable, thread-safe.
 */
final class FirstLook {
    /*
     * Every class of the application comes here, at first while nothing of this is compiled, and what the compilers
     * take for it counts too. So the walk through the constants makes no object, and asks a mask before it compares a
     * text; it goes by tables, and to the end in any case, because what never happened before is left out of the
     * compiled code, and all is compiled again when it does. And it stands in one piece, which is too large to be
     * compiled into each of its callers. A mask has a bit for a hash of each text.
     */
    private static final int MASK_WORDS = 128;
    private static final int MASK_BITS = MASK_WORDS * Long.SIZE - 1;
    /** How many bytes a package's hash needs; for a shorter one every text is compared. */
    private static final int HASHED_BEGINNING = 6;

    private static final int TEXT = 1;
    /** By a constant's kind its bytes, and how many places more than one it takes; for a text the bytes before it. */
    private static final byte[] SIZES = new byte[256];

    private static final byte[] MORE_PLACES = new byte[256];
    /** What a constant of unknown kind adds to what the masks let through. */
    private static final byte[] UNKNOWN = new byte[256];

    static {
        Arrays.fill(UNKNOWN, (byte) 1);
        kinds(3, 1); // a text: its length
        kinds(5, 3, 4, 9, 10, 11, 12, 17, 18); // numbers, members, names with types, dynamic ones
        kinds(9, 5, 6); // a long, a double: two places
        MORE_PLACES[5] = 1;
        MORE_PLACES[6] = 1;
        kinds(3, 7, 8, 16, 19, 20); // a class, a string, a method's type, a module, a package
        kinds(4, 15); // a method's handle
    }

    private final NameGlob[] names;
    /** By rule the length of the type's name; -1 where a wildcard stands in it. */
    private final int[] nameLengths;

    private final byte[][] packageTexts;
    private final long[] packageMask = new long[MASK_WORDS];
    private final byte[][] texts;
    private final long[] textMask = new long[MASK_WORDS];
    private final boolean reads;
    /** Whether the constants decide nothing: every class needs a second look. */
    private final boolean always;

    /**
     * A first look for these rules and inactive presets.
     *
     * @param inheritedNames names of methods of which a class must declare one; null where any may be meant
     */
    FirstLook(
            Rule[] byName,
            boolean bySuperType,
            String @Nullable [] inheritedNames,
            Rule[] byAnnotation,
            List<InactivePreset> inactive) {
        names = new NameGlob[byName.length];
        nameLengths = new int[byName.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = byName[i].pattern().type();
            nameLengths[i] = names[i].exact() ? names[i].text().length() : -1;
        }
        packageTexts = bytes(packages(inactive));
        for (byte[] text : packageTexts) {
            if (text.length < HASHED_BEGINNING) {
                Arrays.fill(packageMask, -1L);
            } else {
                mark(packageMask, beginningHash(text));
            }
        }
        List<String> wanted = new ArrayList<>();
        boolean unknown = bySuperType && inheritedNames == null;
        if (inheritedNames != null) {
            wanted.addAll(List.of(inheritedNames));
        }
        // A class may inherit an annotation that it does not mention.
        unknown |= byAnnotation.length > 0;
        texts = bytes(wanted);
        for (byte[] text : texts) {
            mark(textMask, textHash(text));
        }
        always = unknown;
        reads = texts.length + packageTexts.length > 0;
    }

    /** The descriptor of a rule's annotation among a class's constants; null where the pattern does not determine it. */
    static @Nullable String annotationDescriptor(Pattern pattern) {
        String annotation = pattern.type().text();
        boolean known = pattern.type().exact() && !CandidateFinder.mayBeNested(annotation);
        return known ? 'L' + annotation.replace('.', '/') + ';' : null;
    }

    /**
     * Whether a class is worth a second look: by its name, or because a text among its constants is looked for, or is
     * the name of a class in an inactive preset's packages, as its own may be.
     *
     * @param name internal name
     */
    boolean isWorthASecond(String name, byte[] bytes) {
        return always || isNamed(name) || reads && mentionsAny(bytes) != 0;
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

    /** Other than 0 where a text is looked for, or a constant is unknown. */
    private int mentionsAny(byte[] bytes) {
        long[] ofTexts = textMask;
        long[] ofPackages = packageMask;
        byte[] sizes = SIZES;
        byte[] morePlaces = MORE_PLACES;
        byte[] unknown = UNKNOWN;
        int count = (bytes[8] & 0xFF) << 8 | bytes[9] & 0xFF;
        int at = 10;
        int found = 0;
        for (int i = 1; i < count; i++) {
            int kind = bytes[at] & 0xFF;
            int next = at + sizes[kind];
            if (kind == TEXT) {
                // Of an empty text, and of one that is shorter than a package, the bytes beside it: that does no harm.
                int length = (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] & 0xFF;
                int first = bytes[next] * 31;
                int hash = ((first + bytes[next + (length >> 1)]) * 31 + bytes[next + (length >> 2)]) * 31;
                hash = (hash + bytes[next + length - 1]) * 31 + length * 7;
                int beginning = ((first + bytes[next + 3]) * 31 + bytes[next + 4]) * 31 + bytes[next + 5];
                long hits = ofTexts[(hash & MASK_BITS) >>> 6] >>> hash
                        | ofPackages[(beginning & MASK_BITS) >>> 6] >>> beginning;
                if ((hits & 1) != 0) {
                    found |= isMentioned(bytes, next, length);
                }
                next += length;
            }
            found |= unknown[kind];
            i += morePlaces[kind];
            at = next;
        }
        return found;
    }

    private static void kinds(int size, int... kinds) {
        for (int kind : kinds) {
            SIZES[kind] = (byte) size;
            UNKNOWN[kind] = 0;
        }
    }

    private int isMentioned(byte[] bytes, int begin, int length) {
        for (byte[] text : texts) {
            if (text.length == length && isAt(bytes, begin, text)) {
                return 1;
            }
        }
        for (byte[] text : packageTexts) {
            if (length > text.length && isAt(bytes, begin, text)) {
                return 1;
            }
        }
        return 0;
    }

    private static int textHash(byte[] text) {
        int length = text.length;
        int inner = (text[0] * 31 + text[length >> 1]) * 31 + text[length >> 2];
        return (inner * 31 + text[length - 1]) * 31 + length * 7;
    }

    private static int beginningHash(byte[] text) {
        return ((text[0] * 31 + text[3]) * 31 + text[4]) * 31 + text[5];
    }

    private static void mark(long[] mask, int hash) {
        mask[(hash & MASK_BITS) >>> 6] |= 1L << hash;
    }

    private static boolean isAt(byte[] bytes, int begin, byte[] text) {
        return Arrays.equals(bytes, begin, begin + text.length, text, 0, text.length);
    }

    private static List<String> packages(List<InactivePreset> inactive) {
        List<String> packages = new ArrayList<>();
        for (InactivePreset preset : inactive) {
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
