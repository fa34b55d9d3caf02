package io.nightjar.rule;

/** A message with {@code {operation}}, {@code {rule}} and terms in braces. Immutable. */
public final class RuleMessage {
    private final String text;

    private RuleMessage(String text) {
        this.text = text;
    }

    /** @throws ExpressionException where something in braces is none of these */
    public static RuleMessage parse(String text) throws ExpressionException {
        throw new UnsupportedOperationException(text);
    }

    /** The same about one operation. */
    public RuleMessage about(String operation) {
        throw new UnsupportedOperationException(operation);
    }

    /** Makes it ready to be written, again and again. */
    public Text bind(String rule, String operation, TermSource source) {
        throw new UnsupportedOperationException(text);
    }

    /** A message that can be written. */
    @FunctionalInterface
    public interface Text {
        /** With the numbers of now. */
        String write();
    }
}
