package io.nightjar.export.prometheus;

import org.jspecify.annotations.Nullable;

/** What stands behind a type or a coding in a header that says what is accepted. Stateless; thread-safe. */
final class MediaRange {
    private MediaRange() {}

    /** How much it is liked, 0 to 1; what cannot be read is not liked at all. */
    static double quality(String range) {
        String written = parameter(range, "q");
        if (written == null) {
            return 1;
        }
        try {
            double quality = Double.parseDouble(written);
            return quality >= 0 && quality <= 1 ? quality : 0;
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    /** A parameter's value; null where it is not there. */
    static @Nullable String parameter(String range, String name) {
        int semicolon = range.indexOf(';');
        while (semicolon >= 0) {
            int next = range.indexOf(';', semicolon + 1);
            String pair = range.substring(semicolon + 1, next < 0 ? range.length() : next);
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                String value = pair.substring(equals + 1).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
            semicolon = next;
        }
        return null;
    }
}
