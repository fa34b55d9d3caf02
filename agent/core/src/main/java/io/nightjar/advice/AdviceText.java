package io.nightjar.advice;

import java.time.Duration;

/** Advice as a fragment of a properties file, each threshold below its reasons. Stateless. */
public final class AdviceText {
    private static final int LONGEST_SHOWN = 200;
    private static final String PREFIX = "operation.";

    private AdviceText() {}

    /** The fragment; each line ends with a line feed. */
    public static String of(Advice advice) {
        StringBuilder text = new StringBuilder();
        text.append("# Thresholds that ").append(shown(advice.source())).append(" suggests, seen over ");
        text.append(duration(advice.seen())).append(".\n");
        text.append("# What happened in that time is taken for usual: read them before you use them.\n");
        if (advice.operations().isEmpty()) {
            text.append("# No operation was called.\n");
        }
        for (OperationAdvice operation : advice.operations()) {
            text.append("\n# ").append(shown(operation.operation())).append('\n');
            for (String note : operation.notes()) {
                text.append("#   ").append(shown(note)).append('\n');
            }
            boolean exact = canBeNamed(operation.operation());
            if (!exact && !operation.suggestions().isEmpty()) {
                text.append("#   no key can name this operation alone: what is proposed stays a comment\n");
            }
            for (Suggestion suggestion : operation.suggestions()) {
                for (String reason : suggestion.reasons()) {
                    text.append("#   ").append(shown(reason)).append('\n');
                }
                text.append(exact ? "" : "# ").append(PREFIX).append(name(operation.operation()));
                text.append('.')
                        .append(suggestion.key())
                        .append(" = ")
                        .append(suggestion.value())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** Whether a key means this operation and no other: a {@code *} would mean any characters. */
    private static boolean canBeNamed(String name) {
        return !name.isEmpty() && name.indexOf('*') < 0;
    }

    /** A name as a part of a key: what separates, ends or hides there is escaped. */
    private static String name(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > ' ' && c <= '~') {
                text.append(c == '=' || c == ':' || c == '\\' || c == '#' || c == '!' ? "\\" : "")
                        .append(c);
            } else if (c == ' ') {
                text.append("\\ ");
            } else if (c > '~' && Character.isLetterOrDigit(c)) {
                text.append(c);
            } else {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(Character.forDigit(c >> shift & 0xf, 16));
                }
            }
        }
        return text.toString();
    }

    /** A text in a comment: one line, no longer than a screen, nothing that hides. */
    private static String shown(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length() && i < LONGEST_SHOWN; i++) {
            char c = value.charAt(i);
            boolean plain = c >= ' ' && c <= '~' || c > '~' && Character.isLetterOrDigit(c);
            text.append(plain ? c : '?');
        }
        String shown = text.toString();
        // An odd number of backslashes at the end would be harmless in a comment; a reader of another make may differ.
        return shown.endsWith("\\") ? shown + ' ' : shown;
    }

    private static String duration(Duration seen) {
        long minutes = seen.toMinutes();
        if (minutes < 1) {
            return seen.toSeconds() + " s";
        }
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 48 ? hours + " h " + minutes % 60 + " min" : hours / 24 + " days " + hours % 24 + " h";
    }
}
