package io.nightjar.advice;

import java.util.List;

/**
 * A threshold that is proposed for an operation.
 *
 * @param key what stands behind the operation's name
 * @param value as it is written
 * @param reasons sentences
 */
public record Suggestion(String key, String value, List<String> reasons) {
    public Suggestion {
        reasons = List.copyOf(reasons);
    }
}
