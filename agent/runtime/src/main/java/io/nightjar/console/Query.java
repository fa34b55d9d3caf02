package io.nightjar.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark of a request: each parameter once, and none that is not known. Immutable. */
final class Query {
    private final Map<String, String> parameters;

    private Query(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads it.
     *
     * @param raw as it was sent; null for none
     * @param known the parameters that there are
     */
    static Query parse(@Nullable String raw, String... known) throws BadRequestException {
        Map<String, String> parameters = new LinkedHashMap<>();
        int begin = 0;
        while (raw != null && begin < raw.length()) {
            int end = raw.indexOf('&', begin) < 0 ? raw.length() : raw.indexOf('&', begin);
            String part = raw.substring(begin, end);
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            if (!part.isEmpty()) {
                if (!List.of(known).contains(name)) {
                    throw new BadRequestException(
                            400,
                            known.length == 0
                                    ? "nothing may follow the path"
                                    : "unknown parameter: there are " + String.join(", ", known));
                }
                if (parameters.put(name, value) != null) {
                    throw new BadRequestException(400, name + " stands there twice");
                }
            }
            begin = end + 1;
        }
        return new Query(parameters);
    }

    /** Null where it is not there, or empty. */
    @Nullable
    String text(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A whole number of 0 or more; the other where it is not there. */
    long number(String name, long otherwise) throws BadRequestException {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        boolean digits = value.length() <= 18;
        for (int i = 0; i < value.length(); i++) {
            digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!digits) {
            throw new BadRequestException(400, name + " must be a whole number of 0 or more");
        }
        return Long.parseLong(value);
    }

    private static String decoded(String text) throws BadRequestException {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new BadRequestException(400, "a '%' of the address has no two hexadecimal digits behind it");
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else {
                bytes.put(c == '+' ? new byte[] {' '} : String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestException(400, "the address holds bytes that are no UTF-8");
        }
    }
}
