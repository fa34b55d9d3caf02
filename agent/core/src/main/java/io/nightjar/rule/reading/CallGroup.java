package io.nightjar.rule.reading;

import io.nightjar.rule.Selection;
import java.util.Map;

/** Calls that are read together, and who of them has been seen. Confined to its owner. */
abstract class CallGroup {
    private final Selection selection;
    private long generation;

    CallGroup(Selection selection) {
        this.selection = selection;
    }

    final Selection selection() {
        return selection;
    }

    final boolean isByLabels() {
        return !selection.labels().isEmpty();
    }

    /** Whether all calls of an operation are of it, or may be where it goes by labels. */
    final boolean chooses(String operation, String layer) {
        return selection.name().matches(selection.scope() == Selection.Scope.LAYER ? layer : operation);
    }

    /** Whether these labels are among those that it chooses. */
    final boolean chooses(Map<String, String> labels) {
        for (var wanted : selection.labels().entrySet()) {
            String value = labels.get(wanted.getKey());
            if (value == null || !wanted.getValue().matches(value)) {
                return false;
            }
        }
        return true;
    }

    final void mark(long newGeneration) {
        generation = newGeneration;
    }

    final boolean isOf(long other) {
        return generation == other;
    }
}
