package io.nightjar.rule;

/** An expression that cannot be understood, or compares what cannot be compared: says what, where, and what is allowed. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final int character;

    /**
     * What is wrong.
     *
     * @param message without the position
     * @param character where, from 1
     */
    public ExpressionException(String message, int character) {
        super(message + " at character " + character);
        this.reason = message;
        this.character = character;
    }

    /** What is wrong, without the position. */
    public String reason() {
        return reason;
    }

    /** Where, from 1. */
    public int character() {
        return character;
    }
}
