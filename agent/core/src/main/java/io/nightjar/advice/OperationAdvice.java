package io.nightjar.advice;

import java.util.List;

/**
 * What is proposed for an operation.
 *
 * @param suggestions thresholds with their reasons
 * @param notes what cannot be proposed, and why
 */
public record OperationAdvice(String operation, List<Suggestion> suggestions, List<String> notes) {
    public OperationAdvice {
        suggestions = List.copyOf(suggestions);
        notes = List.copyOf(notes);
    }
}
