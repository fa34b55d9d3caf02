package io.nightjar.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's variables are written in: {@code name=value,name=value}, as W3C baggage without properties, with
 * characters percent-encoded as UTF-8. Stateless.
 */
final class BaggageText {
    private BaggageText() {}

    /**
     * Reads the pairs; of two with one name the later counts.
     *
     * @return what is wrong, without any of the text, which may be secret; empty where nothing is
     */
    static String read(String text, Map<String, String> into) {
        int start = 0;
        int number = 1;
        while (start <= text.length()) {
            int end = text.indexOf(',', start);
            end = end < 0 ? text.length() : end;
            String pair = text.substring(start, end).strip();
            String wrong = pair.isEmpty() ? "" : readPair(pair, into);
            if (!wrong.isEmpty()) {
                return "entry ".concat(Integer.toString(number)).concat(" ").concat(wrong);
            }
            start = end + 1;
            number++;
        }
        return "";
    }

    private static String readPair(String pair, Map<String, String> into) {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            return "is not of the form name=value";
        }
        String name = decoded(pair.substring(0, equals).strip());
        String value = decoded(pair.substring(equals + 1).strip());
        if (name == null || value == null) {
            return "has a % that begins no percent-encoded UTF-8 (write %25 for a % itself)";
        }
        into.put(name, value);
        return "";
    }

    /** Null where a {@code %} is not followed by two hexadecimal digits, or the bytes are no UTF-8. A plus stays what it is. */
    private static @Nullable String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            return null;
        }
    }
}
