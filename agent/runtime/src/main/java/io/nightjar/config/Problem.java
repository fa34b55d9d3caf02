package io.nightjar.config;

import java.util.Objects;

/**
 * One thing that is wrong with a configuration, told so that a person can mend it. Immutable.
 *
 * @param source the file's path, or which layer it came from
 * @param line in the file, counted from 1; 0 where there is none
 * @param key as written; empty where the whole source is meant
 * @param value as written, shortened; empty where it is, or may be, a secret
 * @param message what is wrong and what is allowed
 * @param suggestion what was probably meant; empty for none
 */
public record Problem(String source, int line, String key, String value, String message, String suggestion) {
    private static final int LONGEST_VALUE = 200;

    public Problem {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(message, "message");
        key = printable(key);
        value = printable(value);
        suggestion = printable(suggestion);
    }

    /** One line: {@code path:line: key = value: what is allowed (did you mean …?)}. */
    public String render() {
        StringBuilder text = new StringBuilder(160);
        text.append(source);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (!key.isEmpty()) {
            text.append(key);
            if (!value.isEmpty()) {
                text.append(" = ").append(value);
            }
            text.append(": ");
        } else if (!value.isEmpty()) {
            text.append(value).append(": ");
        }
        text.append(message);
        if (!suggestion.isEmpty()) {
            text.append(" (did you mean ").append(suggestion).append("?)");
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return render();
    }

    /** Keeps a value on its line: control characters and what is beyond a line's worth become visible marks. */
    private static String printable(String text) {
        int length = Math.min(text.length(), LONGEST_VALUE);
        StringBuilder out = new StringBuilder(length + 1);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '\ufffd' : c);
        }
        return length < text.length() ? out.append('…').toString() : out.toString();
    }
}
