package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.util.Map;

/**
 * What of an alert a matcher looks at. Immutable.
 *
 * @param kind where it stands
 * @param label the label's name; empty for what is no label
 */
record MatchedValue(Kind kind, String label) {
    enum Kind {
        TYPE,
        SEVERITY,
        LABEL
    }

    String of(AlertType type, Severity severity, Map<String, String> labels) {
        return switch (kind) {
            case TYPE -> type.jsonName();
            case SEVERITY -> severity.jsonName();
            case LABEL -> {
                String value = labels.get(label);
                yield value == null ? "" : value;
            }
        };
    }
}
