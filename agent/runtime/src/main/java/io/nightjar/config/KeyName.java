package io.nightjar.config;

import io.nightjar.match.Nearest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as the user wrote it, understood.
 *
 * @param family what it is about
 * @param key the fixed key, or the key at the end of an operation's; null for the rest
 * @param name of the label, the header, the operation, the destination, the silence, the objective or the rule; empty for fixed keys
 * @param label of {@code operation.<name>.label.<label>} or {@code operation.<name>.detail.<label>}; what stands behind the
 *     name of a destination, a silence, an objective or a rule; else empty
 */
record KeyName(Family family, @Nullable Key key, String name, String label) {
    /** The families of keys. */
    enum Family {
        FIXED,
        LABEL,
        HEADER,
        /** A header of what is sent by OTLP. */
        OTLP_HEADER,
        /** A threshold or limit of one operation, or of those that a glob names. */
        OPERATION,
        MATCH,
        COMPLETE,
        LAYER,
        OPERATION_LABEL,
        OPERATION_DETAIL,
        OPERATION_FAILED,
        /** A key of a destination that the user has named. */
        DESTINATION,
        SILENCE,
        OBJECTIVE,
        RULE
    }

    private static final String LABELS = "labels.";
    private static final String HEADER = "webhook.header.";
    private static final String OTLP_HEADER = "otlp.header.";
    private static final String OPERATION_PREFIX = "operation.";
    /** No key of an operation has more parts. */
    private static final int MOST_PARTS = 3;

    /** Null where the key is unknown. */
    static @Nullable KeyName parse(String text) {
        Key fixed = Key.named(text);
        if (fixed != null) {
            return new KeyName(Family.FIXED, fixed, "", "");
        }
        if (text.startsWith(LABELS) && text.length() > LABELS.length()) {
            return new KeyName(Family.LABEL, null, text.substring(LABELS.length()), "");
        }
        if (text.startsWith(HEADER) && text.length() > HEADER.length()) {
            return new KeyName(Family.HEADER, null, text.substring(HEADER.length()), "");
        }
        if (text.startsWith(OTLP_HEADER) && text.length() > OTLP_HEADER.length()) {
            return new KeyName(Family.OTLP_HEADER, null, text.substring(OTLP_HEADER.length()), "");
        }
        if (text.startsWith(SilenceKeys.PREFIX)) {
            return SilenceKeys.KEYS.parse(text);
        }
        if (text.startsWith(ObjectiveKeys.PREFIX)) {
            return ObjectiveKeys.KEYS.parse(text);
        }
        if (text.startsWith(RuleKeys.PREFIX)) {
            return RuleKeys.KEYS.parse(text);
        }
        return text.startsWith(OPERATION_PREFIX)
                ? operation(text.substring(OPERATION_PREFIX.length()))
                : DestinationTypes.parse(text);
    }

    /** The longest known key at the end counts: the first dot from the left behind which one stands. */
    private static @Nullable KeyName operation(String text) {
        for (int dot = firstTail(text, 1); dot > 0; dot = text.indexOf('.', dot + 1)) {
            KeyName found = tail(text.substring(0, dot), text.substring(dot + 1));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The dot before the longest tail that can be a key; negative for none. However many dots there are, few are looked at. */
    private static int firstTail(String text, int from) {
        int first = -1;
        int dot = text.lastIndexOf('.');
        for (int parts = 0; parts < MOST_PARTS && dot >= from; parts++) {
            first = dot;
            dot = text.lastIndexOf('.', dot - 1);
        }
        return first;
    }

    private static @Nullable KeyName tail(String name, String tail) {
        Key key = Key.named(tail);
        if (key != null && key.perOperation()) {
            return new KeyName(Family.OPERATION, key, name, "");
        }
        if (tail.startsWith("label.") && tail.length() > 6 && tail.indexOf('.', 6) < 0) {
            return new KeyName(Family.OPERATION_LABEL, null, name, tail.substring(6));
        }
        if (tail.startsWith("detail.") && tail.length() > 7 && tail.indexOf('.', 7) < 0) {
            return new KeyName(Family.OPERATION_DETAIL, null, name, tail.substring(7));
        }
        return switch (tail) {
            case "match" -> new KeyName(Family.MATCH, null, name, "");
            case "complete" -> new KeyName(Family.COMPLETE, null, name, "");
            case "layer" -> new KeyName(Family.LAYER, null, name, "");
            case "failed" -> new KeyName(Family.OPERATION_FAILED, null, name, "");
            default -> null;
        };
    }

    /** The nearest known key to an unknown one; empty where none is near. */
    static String nearest(String unknown) {
        String other = asOtherLayersWriteIt(unknown);
        if (!other.isEmpty()) {
            return other;
        }
        String renamed = withKnownHead(unknown);
        if (!renamed.isEmpty()) {
            return renamed;
        }
        if (unknown.startsWith(OPERATION_PREFIX)) {
            return nearestTail(unknown);
        }
        if (unknown.startsWith(SilenceKeys.PREFIX)) {
            return SilenceKeys.KEYS.nearest(unknown);
        }
        if (unknown.startsWith(ObjectiveKeys.PREFIX)) {
            return ObjectiveKeys.KEYS.nearest(unknown);
        }
        if (unknown.startsWith(RuleKeys.PREFIX)) {
            return RuleKeys.KEYS.nearest(unknown);
        }
        String named = DestinationTypes.nearest(unknown);
        return named.isEmpty() ? Nearest.of(unknown, Key.names(false)) : named;
    }

    /** A key written as a system property or as an environment variable. */
    private static String asOtherLayersWriteIt(String unknown) {
        String rest = unknown.startsWith("nightjar.") ? unknown.substring("nightjar.".length()) : "";
        if (!rest.isEmpty() && parse(rest) != null) {
            return rest;
        }
        for (Key key : Key.values()) {
            if (unknown.startsWith("NIGHTJAR_") && unknown.equals(key.environmentName())) {
                return key.text();
            }
        }
        return "";
    }

    /** A family's own prefix in the place of one that is nearly it. */
    private static String withKnownHead(String unknown) {
        for (String head : new String[] {
            LABELS, HEADER, OTLP_HEADER, OPERATION_PREFIX, SilenceKeys.PREFIX, ObjectiveKeys.PREFIX, RuleKeys.PREFIX
        }) {
            int dot = unknown.indexOf('.');
            if (head.equals(HEADER) || head.equals(OTLP_HEADER)) {
                dot = dot < 0 ? -1 : unknown.indexOf('.', dot + 1);
            }
            if (dot <= 0 || unknown.startsWith(head)) {
                continue;
            }
            String candidate = head + unknown.substring(dot + 1);
            if (Nearest.distance(unknown.substring(0, dot + 1), head) <= 2 && parse(candidate) != null) {
                return candidate;
            }
        }
        return "";
    }

    private static String nearestTail(String unknown) {
        List<String> tails = new ArrayList<>(Key.names(true));
        tails.add("match");
        tails.add("complete");
        tails.add("layer");
        tails.add("failed");
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        int from = OPERATION_PREFIX.length() + 1;
        for (int dot = firstTail(unknown, from); dot > 0; dot = unknown.indexOf('.', dot + 1)) {
            String tail = unknown.substring(dot + 1);
            String nearest = Nearest.of(tail, tails);
            int distance = nearest.isEmpty() ? Integer.MAX_VALUE : Nearest.distance(tail, nearest);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = unknown.substring(0, dot + 1).concat(nearest);
            }
        }
        return best;
    }
}
