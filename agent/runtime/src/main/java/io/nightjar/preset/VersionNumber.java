package io.nightjar.preset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A version in the order that Maven's users expect: numbers by their size, {@code alpha < beta < M < rc < snapshot}, then the
 * release, then what is built of it. {@code 1.0}, {@code 1} and {@code 1.0.Final} are equal. Immutable.
 */
final class VersionNumber implements Comparable<VersionNumber> {
    private static final List<String> BEFORE_RELEASE = List.of("alpha", "beta", "m", "rc", "snapshot");
    private static final List<String> RELEASE = List.of("final", "ga", "release");
    /** Where no part is: a release. What comes before one is less, another word more, and a number more than these. */
    private static final int NO_PART = 0;

    private static final int WORD = 1;
    private static final int NUMBER = 2;

    private final String text;
    private final List<String> parts;

    private VersionNumber(String text, List<String> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** Whether a text is a version: it begins with a digit, and has letters, digits and {@code . - _ +}. */
    static boolean isOne(String text) {
        if (text.isEmpty() || !isDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (!isDigit(each) && !isLetter(each) && ".-_+".indexOf(each) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The version that a text is; what stands behind a {@code +} names a build and does not count. */
    static VersionNumber of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int build = lower.indexOf('+');
        int end = build < 0 ? lower.length() : build;
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= end; i++) {
            boolean ends = i == end || i > begin && isDigit(lower.charAt(i)) != isDigit(lower.charAt(i - 1));
            boolean separates = i < end && ".-_".indexOf(lower.charAt(i)) >= 0;
            if (ends || separates) {
                add(lower.substring(begin, i), parts);
                begin = separates ? i + 1 : i;
            }
        }
        dropZeros(parts);
        return new VersionNumber(text, List.copyOf(parts));
    }

    private static void add(String part, List<String> parts) {
        if (part.isEmpty() || RELEASE.contains(part)) {
            return;
        }
        if (isDigit(part.charAt(0))) {
            int zeros = 0;
            while (zeros < part.length() - 1 && part.charAt(zeros) == '0') {
                zeros++;
            }
            parts.add(part.substring(zeros));
        } else {
            dropZeros(parts);
            parts.add(known(part));
        }
    }

    private static String known(String word) {
        return switch (word) {
            case "a" -> "alpha";
            case "b" -> "beta";
            case "milestone" -> "m";
            case "cr" -> "rc";
            default -> word;
        };
    }

    private static void dropZeros(List<String> parts) {
        while (parts.size() > 1 && parts.get(parts.size() - 1).equals("0")) {
            parts.remove(parts.size() - 1);
        }
    }

    @Override
    public int compareTo(VersionNumber other) {
        int longest = Math.max(parts.size(), other.parts.size());
        for (int i = 0; i < longest; i++) {
            String own = i < parts.size() ? parts.get(i) : "";
            String others = i < other.parts.size() ? other.parts.get(i) : "";
            int order = compare(own, others);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(String own, String other) {
        int rank = rank(own);
        int order = Integer.compare(rank, rank(other));
        if (order == 0 && rank == NUMBER) {
            order = Integer.compare(own.length(), other.length());
        }
        return order == 0 && rank >= WORD ? own.compareTo(other) : order;
    }

    private static int rank(String part) {
        if (part.isEmpty()) {
            return NO_PART;
        }
        int before = BEFORE_RELEASE.indexOf(part);
        return before >= 0 ? before - BEFORE_RELEASE.size() : isDigit(part.charAt(0)) ? NUMBER : WORD;
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    private static boolean isLetter(char each) {
        return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionNumber version && parts.equals(version.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
