package io.nightjar.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of {@code .properties} text in UTF-8 that keeps line numbers: the syntax of {@link java.util.Properties},
 * escapes and continuation lines included. What cannot be read becomes a problem with its line. Confined to one thread.
 */
final class PropertiesReader {
    private final String source;
    private final byte[] bytes;
    private final List<Problem> problems;
    private final List<Entry> entries = new ArrayList<>();
    private final StringBuilder logical = new StringBuilder(120);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int position;
    private int line;
    private boolean broken;
    private boolean indented;

    private PropertiesReader(String source, byte[] bytes, List<Problem> problems) {
        this.source = source;
        this.bytes = bytes;
        this.problems = problems;
    }

    /** Every entry in the order of the text, duplicates included. */
    static List<Entry> read(String source, byte[] bytes, List<Problem> problems) {
        PropertiesReader reader = new PropertiesReader(source, bytes, problems);
        reader.readAll();
        return reader.entries;
    }

    private void readAll() {
        if (looksLikeUtf16()) {
            problem(1, "not UTF-8, it looks like UTF-16: save the file as UTF-8");
            return;
        }
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            position = 3;
        }
        while (position < bytes.length) {
            readLogicalLine();
        }
    }

    private boolean looksLikeUtf16() {
        if (bytes.length < 2) {
            return false;
        }
        int mark = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        return mark == 0xFEFF || mark == 0xFFFE || bytes[0] == 0 || bytes[1] == 0;
    }

    private void readLogicalLine() {
        logical.setLength(0);
        broken = false;
        int firstLine = line + 1;
        String natural = nextNaturalLine();
        int start = skipBlanks(natural, 0);
        indented = start > 0;
        if (start == natural.length() || isComment(natural, start)) {
            return;
        }
        while (endsInContinuation(natural)) {
            logical.append(natural, start, natural.length() - 1);
            if (position >= bytes.length) {
                start = natural.length();
                break;
            }
            natural = nextNaturalLine();
            start = skipBlanks(natural, 0);
            if (logical.isEmpty() && isComment(natural, start)) {
                return;
            }
        }
        logical.append(natural, start, natural.length());
        if (!broken && !logical.isEmpty()) {
            split(firstLine);
        }
    }

    private static boolean isComment(String natural, int start) {
        return start < natural.length() && (natural.charAt(start) == '#' || natural.charAt(start) == '!');
    }

    /** Reads up to the next line end, which is one of CR, LF and CRLF. */
    private String nextNaturalLine() {
        int start = position;
        while (position < bytes.length && bytes[position] != '\n' && bytes[position] != '\r') {
            position++;
        }
        int end = position;
        if (position < bytes.length) {
            position += bytes[position] == '\r' && position + 1 < bytes.length && bytes[position + 1] == '\n' ? 2 : 1;
        }
        line++;
        try {
            return decoder.decode(ByteBuffer.wrap(bytes, start, end - start)).toString();
        } catch (CharacterCodingException notUtf8) {
            broken = true;
            problem(line, "not UTF-8: save the file as UTF-8");
            return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean endsInContinuation(String natural) {
        int backslashes = 0;
        while (backslashes < natural.length() && natural.charAt(natural.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void split(int firstLine) {
        int keyEnd = 0;
        while (keyEnd < logical.length() && !isSeparator(logical.charAt(keyEnd))) {
            keyEnd += logical.charAt(keyEnd) == '\\' ? 2 : 1;
        }
        keyEnd = Math.min(keyEnd, logical.length());
        int valueStart = skipBlanks(logical, keyEnd);
        if (valueStart < logical.length() && (logical.charAt(valueStart) == '=' || logical.charAt(valueStart) == ':')) {
            valueStart = skipBlanks(logical, valueStart + 1);
        }
        String key = unescape(0, keyEnd, firstLine);
        String value = unescape(valueStart, logical.length(), firstLine);
        if (!broken) {
            String stripped = value.strip();
            boolean empty = stripped.isEmpty() || stripped.equals("="); // what padding of base64 leaves
            entries.add(new Entry(key, stripped, source, firstLine, indented || empty));
        }
    }

    private String unescape(int start, int end, int firstLine) {
        StringBuilder out = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = logical.charAt(i);
            if (c != '\\' || i + 1 >= end) {
                out.append(c);
                continue;
            }
            c = logical.charAt(++i);
            if (c == 'u') {
                int code = hex4(i + 1, end);
                if (code < 0) {
                    broken = true;
                    problem(
                            firstLine,
                            "a backslash and a u stand before four hexadecimal digits (write a backslash twice)");
                    return "";
                }
                out.append((char) code);
                i += 4;
            } else {
                out.append(control(c));
            }
        }
        return out.toString();
    }

    private static char control(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> c;
        };
    }

    private int hex4(int start, int end) {
        if (start + 4 > end) {
            return -1;
        }
        int code = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = Character.digit(logical.charAt(i), 16);
            if (digit < 0 || logical.charAt(i) > 'f') {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    private static int skipBlanks(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return c == '=' || c == ':' || isBlank(c);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private void problem(int at, String message) {
        problems.add(new Problem(source, at, "", "", message, ""));
    }
}
