package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.match.Glob;
import java.util.List;
import java.util.Map;

/**
 * Which alerts are meant: conditions on type, severity and labels that must all hold, for example
 * {@code severity>=error, operation=chat*|embed}. Immutable; thread-safe.
 */
public final class AlertMatcher {
    /** Means every alert. */
    public static final AlertMatcher ALL = new AlertMatcher("", List.of());

    private final String text;
    private final List<Term> terms;

    /** One of the conditions. */
    sealed interface Term {
        boolean holds(AlertType type, Severity severity, Map<String, String> labels);
    }

    /** What a value is compared with, and how. */
    enum Comparison {
        AT_LEAST(">="),
        ABOVE(">"),
        AT_MOST("<="),
        BELOW("<");

        final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        boolean holds(int order) {
            return switch (this) {
                case AT_LEAST -> order >= 0;
                case ABOVE -> order > 0;
                case AT_MOST -> order <= 0;
                case BELOW -> order < 0;
            };
        }
    }

    /** How severe it is. */
    record SeverityTerm(Comparison comparison, Severity bound) implements Term {
        @Override
        public boolean holds(AlertType type, Severity severity, Map<String, String> labels) {
            return comparison.holds(severity.compareTo(bound));
        }
    }

    /** Whether a value is one of some, or none of them. */
    record ValueTerm(MatchedValue value, boolean negated, List<Glob> globs) implements Term {
        ValueTerm {
            globs = List.copyOf(globs);
        }

        @Override
        public boolean holds(AlertType type, Severity severity, Map<String, String> labels) {
            String found = value.of(type, severity, labels);
            for (int i = 0; i < globs.size(); i++) {
                if (globs.get(i).matches(found)) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    AlertMatcher(String text, List<Term> terms) {
        this.text = text;
        this.terms = List.copyOf(terms);
    }

    /**
     * Reads a matcher: {@code key op value[|value…]}, comma separated. Operators are {@code =} and {@code !=} with globs, and
     * for severity also {@code >=}, {@code >}, {@code <=} and {@code <}. A value in double quotes may hold commas and bars.
     *
     * @throws AlertMatcherException where it cannot be read, with the position
     */
    public static AlertMatcher parse(String text) throws AlertMatcherException {
        return new AlertMatcherParser(text).parse();
    }

    /** Whether the alert is meant. */
    public boolean matches(Alert alert) {
        return matches(alert.type(), alert.severity(), alert.labels());
    }

    /** Whether an alert of such type, severity and labels is meant; a label that is absent counts as empty. */
    public boolean matches(AlertType type, Severity severity, Map<String, String> labels) {
        for (int i = 0; i < terms.size(); i++) {
            if (!terms.get(i).holds(type, severity, labels)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AlertMatcher matcher && matcher.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
