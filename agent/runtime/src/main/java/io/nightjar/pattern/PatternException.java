package io.nightjar.pattern;

/** A pattern or a value path that cannot be read; the message says where and what is allowed. */
public final class PatternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    PatternException(String message, String text, int position) {
        super(message + ", at position " + (position + 1) + " of '" + text + "'", null, false, false);
        this.position = position;
    }

    /** Index of the first character that does not fit, from 0; the text's length where something is missing. */
    public int position() {
        return position;
    }
}
