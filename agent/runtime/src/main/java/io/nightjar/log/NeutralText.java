package io.nightjar.log;

/**
 * Makes any text of the application's harmless for those who read it on: one line, well-formed Unicode, without
 * characters that steer a terminal or turn the direction of what follows. White space that would break a line becomes a
 * blank, everything else that is refused becomes U+FFFD. A text that is harmless already is given back as it is.
 * Stateless; thread-safe.
 */
public final class NeutralText {
    private static final char REPLACEMENT = '\uFFFD';

    private NeutralText() {}

    /** The neutral form of a text. */
    public static String of(String text) {
        return of(text, Integer.MAX_VALUE, false);
    }

    /** The neutral form of the beginning of a text: at most so many chars, never half a character. */
    public static String of(String text, int mostChars) {
        return of(text, mostChars, false);
    }

    /** As {@link #of(String)}, but line feeds and tabs stay: for texts of several lines in formats that escape them. */
    public static String lines(String text) {
        return of(text, Integer.MAX_VALUE, true);
    }

    /** The neutral form of the first line that is not empty: what follows could pass for a line of somebody else's. */
    public static String firstLine(String text, int mostChars) {
        int begin = 0;
        while (begin < text.length() && endsLine(text.charAt(begin))) {
            begin++;
        }
        int end = begin;
        while (end < text.length() && end - begin <= mostChars && !endsLine(text.charAt(end))) {
            end++;
        }
        return of(begin == 0 && end == text.length() ? text : text.substring(begin, end), mostChars);
    }

    /** The beginning of a text, at most so many chars, never half a character. */
    public static String cut(String text, int mostChars) {
        if (text.length() <= mostChars) {
            return text;
        }
        boolean inside = mostChars > 0
                && Character.isHighSurrogate(text.charAt(mostChars - 1))
                && Character.isLowSurrogate(text.charAt(mostChars));
        return text.substring(0, inside ? mostChars - 1 : mostChars);
    }

    private static String of(String whole, int mostChars, boolean linesStay) {
        String text = cut(whole, mostChars);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                if (Character.isHighSurrogate(c) && isPair(text, i)) {
                    i++;
                } else if (neutral(c, linesStay) != c) {
                    return replaced(text, i, linesStay);
                }
            }
        }
        return text;
    }

    private static String replaced(String text, int from, boolean linesStay) {
        char[] chars = text.toCharArray();
        for (int i = from; i < chars.length; i++) {
            if (Character.isHighSurrogate(chars[i]) && isPair(text, i)) {
                i++;
            } else {
                chars[i] = neutral(chars[i], linesStay);
            }
        }
        return new String(chars);
    }

    private static boolean isPair(String text, int high) {
        return high + 1 < text.length() && Character.isLowSurrogate(text.charAt(high + 1));
    }

    private static boolean endsLine(char c) {
        return c >= '\n' && c <= '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private static char neutral(char c, boolean linesStay) {
        if (c >= ' ' && c <= '~') {
            return c;
        }
        if (c == '\n' || c == '\t') {
            return linesStay ? c : ' ';
        }
        if (endsLine(c)) {
            return ' ';
        }
        return isRefused(c) ? REPLACEMENT : c;
    }

    /** Controls, lone surrogates, marks and embeddings of direction, the byte order mark and what is no character. */
    private static boolean isRefused(char c) {
        return Character.isISOControl(c)
                || Character.isSurrogate(c)
                || c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || c >= '\u202A' && c <= '\u202E'
                || c >= '\u2060' && c <= '\u206F'
                || c >= '\uFDD0' && c <= '\uFDEF'
                || c == '\uFEFF'
                || c >= '\uFFF9' && c <= '\uFFFB'
                || c >= '\uFFFE';
    }
}
