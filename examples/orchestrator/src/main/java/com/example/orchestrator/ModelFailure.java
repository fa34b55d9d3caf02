package com.example.orchestrator;

/** A model did not answer. */
final class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
