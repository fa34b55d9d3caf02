package com.example.orchestrator;

/** What a customer sent in. */
sealed interface Request {

    /** Text; it may still be arriving while it is read. */
    record Message(CharSequence text) implements Request {}

    /** A scanned line of text. */
    record Scan(Picture picture) implements Request {}
}
