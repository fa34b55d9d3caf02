package io.nightjar.rule;

import java.util.ArrayList;
import java.util.List;

/** A place in an expression's text, and the words that begin there. Confined to one thread. */
final class Cursor {
    private final String text;
    private int at;
    private int tokenEnd;

    Cursor(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    /** Where the last thing that was taken ended. */
    int lastEnd() {
        return tokenEnd;
    }

    boolean atEnd() {
        skipBlanks();
        return at == text.length();
    }

    String since(int begin) {
        return text.substring(begin, tokenEnd);
    }

    void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** The character that comes next; 0 at the end. */
    char peek() {
        skipBlanks();
        return at < text.length() ? text.charAt(at) : 0;
    }

    boolean takes(String sign) {
        skipBlanks();
        if (!text.startsWith(sign, at)) {
            return false;
        }
        moveTo(at + sign.length());
        return true;
    }

    void take(String sign, String instead) throws ExpressionException {
        if (!takes(sign)) {
            throw problem(instead + found());
        }
    }

    /** Takes a whole word. */
    boolean takesWord(String word) {
        skipBlanks();
        if (!word.equals(text.substring(at, wordEnd()))) {
            return false;
        }
        moveTo(at + word.length());
        return true;
    }

    /** A word of letters, digits and underscores; empty where none begins. */
    String word() {
        skipBlanks();
        int begin = at;
        moveTo(wordEnd());
        return text.substring(begin, at);
    }

    private int wordEnd() {
        int end = at;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The name of an operation without quotes; empty where none begins. */
    String name() {
        skipBlanks();
        int begin = at;
        int end = at;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        moveTo(end);
        return text.substring(begin, end);
    }

    /** A text in double quotes, which come next. */
    String quoted() throws ExpressionException {
        skipBlanks();
        int begin = at;
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw new ExpressionException("a double quote is not closed", begin + 1);
        }
        moveTo(end + 1);
        return text.substring(begin + 1, end);
    }

    /** Digits with at most one point, which come next. */
    double number() throws ExpressionException {
        skipBlanks();
        int begin = at;
        int end = at;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        try {
            double value = Double.parseDouble(text.substring(begin, end));
            moveTo(end);
            return value;
        } catch (NumberFormatException noNumber) {
            throw new ExpressionException("'" + shortened(text.substring(begin, end)) + "' is no number", begin + 1);
        }
    }

    /** What stands directly behind a number: a percent sign, letters, or a bar with letters; empty where nothing does. */
    String unit() {
        int begin = at;
        if (at < text.length() && text.charAt(at) == '%') {
            moveTo(at + 1);
        } else if (at < text.length() && text.charAt(at) == '/') {
            int end = at + 1;
            while (end < text.length() && isOfWord(text.charAt(end))) {
                end++;
            }
            boolean rate = end == at + 2 && "smhdw".indexOf(text.charAt(at + 1)) >= 0;
            moveTo(rate ? end : at);
        } else {
            moveTo(wordEnd());
        }
        return text.substring(begin, at);
    }

    /** What comes next, for a message. */
    String found() {
        skipBlanks();
        if (at == text.length()) {
            return ", but it ends here";
        }
        int end = Math.max(wordEnd(), at + Character.charCount(text.codePointAt(at)));
        return ", not '" + shortened(text.substring(at, end)) + "'";
    }

    ExpressionException problem(String message) {
        skipBlanks();
        return new ExpressionException(message, at + 1);
    }

    /** The text from a place on with some of its characters replaced. */
    static String replaced(String text, int begin, int end, List<Integer> places, String by) {
        StringBuilder result = new StringBuilder();
        int from = begin;
        for (int place : new ArrayList<>(places)) {
            if (place >= begin && place < end) {
                result.append(text, from, place).append(by);
                from = place + 1;
            }
        }
        return result.append(text, from, end).toString();
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private void moveTo(int end) {
        at = end;
        tokenEnd = end;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isOfWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_';
    }

    static boolean isOfName(char c) {
        return isOfWord(c) || c == '.' || c == '*' || c == ':';
    }
}
