package io.nightjar.cli.fleet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/** Words of PromQL. Stateless; thread-safe. */
final class PromText {
    private static final MathContext TWELVE_DIGITS = new MathContext(12);
    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
    private static final long[] UNIT_MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private PromText() {}

    /** A number as a person writes it: {@code 0.05}, {@code 30}. */
    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(TWELVE_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** A share as a percentage: {@code 5%}. */
    static String percent(double share) {
        return number(share * 100) + "%";
    }

    /** A duration: {@code 1m}, {@code 1h30m}, {@code 0s}. */
    static String duration(Duration duration) {
        long left = duration.toMillis();
        if (left == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < UNITS.length; i++) {
            long count = left / UNIT_MILLIS[i];
            left %= UNIT_MILLIS[i];
            if (count > 0) {
                text.append(count).append(UNITS[i]);
            }
        }
        return text.toString();
    }

    /** A string in double quotes, which holds no character that a text file could not. */
    static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (isPlain(value, i)) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "\\u%04x", Character.isSurrogate(c) ? 0xFFFD : (int) c));
            }
        }
        return text.append('"').toString();
    }

    /** Whether every reader of YAML takes this character as it stands; half a pair of surrogates is none. */
    static boolean isPlain(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        boolean breaksLine = c == '\u2028' || c == '\u2029' || c == '\uFEFF';
        return c >= ' ' && !(c >= 0x7F && c < 0xA0) && !breaksLine && c < 0xFFFE;
    }

    /** A matcher of a label that has one of these values; with {@code not}, none of them. */
    static String oneOf(String label, boolean not, Collection<String> values) {
        if (values.size() == 1) {
            return label + (not ? "!=" : "=") + quoted(values.iterator().next());
        }
        StringBuilder regex = new StringBuilder();
        for (String value : values) {
            regex.append(regex.isEmpty() ? "" : "|").append(literal(value));
        }
        return label + (not ? "!~" : "=~") + quoted(regex.toString());
    }

    /** A matcher of a label whose whole value is like a glob; empty where any value is. */
    static String like(String label, String glob) {
        if (glob.indexOf('*') < 0) {
            return label + "=" + quoted(glob);
        }
        if (glob.equals("*")) {
            return "";
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            regex.append(c == '*' ? ".*" : literal(String.valueOf(c)));
        }
        return label + "=~" + quoted(regex.toString());
    }

    private static String literal(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            text.append(SPECIAL.indexOf(c) < 0 ? "" : "\\").append(c);
        }
        return text.toString();
    }

    /** A name with matchers, those that are empty left out. */
    static String selector(String name, String... matchers) {
        StringBuilder text = new StringBuilder();
        for (String matcher : matchers) {
            if (!matcher.isEmpty()) {
                text.append(text.isEmpty() ? "" : ",").append(matcher);
            }
        }
        return text.isEmpty() ? name : name + "{" + text + "}";
    }

    /** Text that a template of Prometheus shows as it stands. */
    static String template(String text) {
        return text.replace("{{", "{{ \"{{\" }}");
    }
}
