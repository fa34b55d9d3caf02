package io.nightjar.rule;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers with their units. Stateless. */
final class Literals {
    static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);

    static final List<String> UNITS = List.of("ms", "s", "m", "h", "d", "%", "/s", "/m", "/h", "/d", "/w");
    private static final double MILLIS_A_SECOND = 1_000;
    private static final double SECONDS_A_MINUTE = 60;
    private static final double SECONDS_AN_HOUR = 3_600;
    private static final double SECONDS_A_DAY = 86_400;

    private Literals() {}

    /** A number that comes next. */
    static Node.Literal read(Cursor cursor) throws ExpressionException {
        int begin = cursor.position();
        double number = cursor.number();
        int unitAt = cursor.position();
        String unit = cursor.unit();
        String written = cursor.since(begin);
        Double millis = millis(unit);
        if (millis != null) {
            return new Node.Literal(number * millis, Kind.DURATION, written);
        }
        return switch (unit) {
            case "" -> new Node.Literal(number, Kind.NUMBER, written);
            case "%" -> new Node.Literal(number, Kind.WRITTEN_PERCENT, written);
            case "/s", "/m", "/h", "/d", "/w" -> new Node.Literal(number / seconds(unit.charAt(1)), Kind.RATE, written);
            default ->
                throw new ExpressionException(
                        "unknown unit '" + Cursor.shortened(unit) + "'; allowed are " + String.join(", ", UNITS),
                        unitAt + 1);
        };
    }

    /** A window that comes next. */
    static Duration window(Cursor cursor) throws ExpressionException {
        return duration(cursor, "a window", SHORTEST_WINDOW);
    }

    /** How long ago, which comes next. */
    static Duration ago(Cursor cursor) throws ExpressionException {
        return duration(cursor, "how long before", SHORTEST_WINDOW);
    }

    private static Duration duration(Cursor cursor, String what, Duration shortest) throws ExpressionException {
        char next = cursor.peek();
        int begin = cursor.position();
        if (!Cursor.isDigit(next)) {
            throw cursor.problem(what + " is a duration such as 5m" + cursor.found());
        }
        Node.Literal literal = read(cursor);
        if (literal.kind() != Kind.DURATION) {
            throw new ExpressionException(what + " is a duration such as 5m, not " + literal.written(), begin + 1);
        }
        Duration duration = Duration.ofNanos((long) (literal.value() * 1e6));
        if (duration.compareTo(shortest) < 0 || duration.compareTo(LONGEST_WINDOW) > 0) {
            throw new ExpressionException(what + " is at least 1s and at most 1h, not " + literal.written(), begin + 1);
        }
        return duration;
    }

    private static @Nullable Double millis(String unit) {
        return switch (unit) {
            case "ms" -> 1.0;
            case "s", "m", "h", "d" -> seconds(unit.charAt(0)) * MILLIS_A_SECOND;
            default -> null;
        };
    }

    private static double seconds(char unit) {
        return switch (unit) {
            case 's' -> 1;
            case 'm' -> SECONDS_A_MINUTE;
            case 'h' -> SECONDS_AN_HOUR;
            case 'd' -> SECONDS_A_DAY;
            default -> 7 * SECONDS_A_DAY;
        };
    }
}
