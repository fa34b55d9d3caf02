package io.nightjar.rule;

import java.util.List;

/** A condition in the language of rules, checked. Immutable. */
public final class Expression {
    private final String text;

    private Expression(String text) {
        this.text = text;
    }

    /** @throws ExpressionException where it is none, or compares what cannot be compared */
    public static Expression parse(String text) throws ExpressionException {
        throw new UnsupportedOperationException(text);
    }

    /** Whether {@code $} stands in it for an operation. */
    public boolean hasPlaceholder() {
        throw new UnsupportedOperationException(text);
    }

    /** The same about one operation: its name in the place of each {@code $}. */
    public Expression about(String operation) {
        throw new UnsupportedOperationException(operation);
    }

    /** The terms, each once, in the order in which they are written; of {@code before} the whole. */
    public List<Term> terms() {
        throw new UnsupportedOperationException(text);
    }

    /** Makes it ready to be judged, again and again. */
    public Evaluation bind(TermSource source) {
        throw new UnsupportedOperationException(text);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
