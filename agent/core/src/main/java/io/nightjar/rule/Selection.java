package io.nightjar.rule;

import io.nightjar.match.Glob;
import java.util.Map;

/**
 * Whose calls a term is about. Immutable.
 *
 * @param scope what the name is of
 * @param name an operation's or a layer's, or a glob of operations, whose calls are then taken together
 * @param labels which label sets, a glob a label; empty for all calls
 */
public record Selection(Scope scope, Glob name, Map<String, Glob> labels) {
    /** What is chosen by its name. */
    public enum Scope {
        OPERATION,
        LAYER
    }

    public Selection {
        labels = Map.copyOf(labels);
    }
}
