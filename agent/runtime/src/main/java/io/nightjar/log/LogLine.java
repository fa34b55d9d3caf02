package io.nightjar.log;

import java.util.List;

/** How a line of the log looks, as text and as JSON. Stateless; thread-safe. */
final class LogLine {
    private static final long MILLIS_OF_A_DAY = 86_400_000;
    private static final long DAYS_OF_400_YEARS = 146_097;

    private LogLine() {}

    /** One line; each further item stands indented on a line of its own. */
    static String text(AgentLog.Level level, String message, List<String> items) {
        StringBuilder line = new StringBuilder(128);
        line.append(now()).append(' ').append(level).append(" nightjar ").append(NeutralText.of(message));
        for (int i = 0; i < items.size(); i++) {
            line.append(System.lineSeparator()).append("  ").append(NeutralText.of(items.get(i)));
        }
        return line.append(System.lineSeparator()).toString();
    }

    /** One object on one line. */
    static String json(AgentLog.Level level, String message, List<String> items, String alertJson) {
        StringBuilder line = new StringBuilder(128);
        line.append("{\"time\":\"").append(now());
        line.append("\",\"level\":\"").append(level).append("\",\"logger\":\"nightjar\",\"message\":\"");
        escape(NeutralText.of(message), line);
        for (int i = 0; i < items.size(); i++) {
            line.append("\\n  ");
            escape(NeutralText.of(items.get(i)), line);
        }
        line.append('"');
        if (!alertJson.isEmpty()) {
            line.append(",\"alert\":").append(alertJson);
        }
        return line.append('}').append(System.lineSeparator()).toString();
    }

    /** A neutral text holds no control character: only what ends a string of JSON is left to escape. */
    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
    }

    /** RFC 3339 in UTC with milliseconds, written by hand: a formatter costs milliseconds before the first line. */
    private static String now() {
        long millis = System.currentTimeMillis();
        int ofDay = (int) Math.floorMod(millis, MILLIS_OF_A_DAY);
        StringBuilder text = new StringBuilder(24);
        date(text, Math.floorDiv(millis, MILLIS_OF_A_DAY)).append('T');
        digits(text, ofDay / 3_600_000, 10).append(':');
        digits(text, ofDay / 60_000 % 60, 10).append(':');
        digits(text, ofDay / 1_000 % 60, 10).append('.');
        return digits(text, ofDay % 1_000, 100).append('Z').toString();
    }

    /** The date of a day since 1970-01-01, by years that begin in March, so that the leap day is a year's last. */
    static StringBuilder date(StringBuilder text, long epochDay) {
        long sinceMarch0 = epochDay + 719_468;
        long era = Math.floorDiv(sinceMarch0, DAYS_OF_400_YEARS);
        long ofEra = Math.floorMod(sinceMarch0, DAYS_OF_400_YEARS);
        long yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = (int) (ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
        int marchMonth = (5 * ofYear + 2) / 153;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        digits(text, (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0), 1000).append('-');
        digits(text, month, 10).append('-');
        return digits(text, ofYear - (153 * marchMonth + 2) / 5 + 1, 10);
    }

    /** The number with leading zeros, as many digits as the power of ten asks for. */
    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int power = highest; power > 1 && number < power; power /= 10) {
            text.append('0');
        }
        return text.append(number);
    }
}
