package io.nightjar.config;

import io.nightjar.match.Nearest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of destinations, in the order of the documentation, and their keys. Stateless. */
final class DestinationTypes {
    static final List<String> ALL = List.of("webhook", "alertmanager", "pagerduty", "opsgenie", "slack", "teams");
    /** What the key of a named destination ends with that says its type. */
    static final String TYPE = "type";

    static final String HEADER = "header.";
    private static final String PREFIX = "destination.";

    private DestinationTypes() {}

    /** The prefix of a named destination's keys. */
    static String prefix(String name) {
        return PREFIX.concat(name).concat(".");
    }

    /** Whether its receiver groups and repeats by a configuration of its own, so that only conditions are told to it. */
    static boolean groupsItself(String type) {
        return type.equals("alertmanager");
    }

    /** A key that every destination of the type has. */
    static Key key(String type, String tail) {
        Key key = Key.named(type.concat(".").concat(tail));
        if (key == null) {
            throw new IllegalStateException(tail);
        }
        return key;
    }

    /** A key of a type as the user writes it for a destination. */
    static String written(Key key, String type, String destination) {
        return destination.equals(type)
                ? key.text()
                : prefix(destination).concat(key.text().substring(type.length() + 1));
    }

    /** Why there is no such key, for one that other destinations have; empty where there is nothing to say. */
    static String whyNoKey(String unknown) {
        int dot = unknown.indexOf('.');
        String type = dot < 0 ? "" : unknown.substring(0, dot);
        String tail = unknown.substring(dot + 1);
        if (type.equals("log") && (keyOfAny(tail) != null || tail.equals(TYPE))) {
            return "as a destination the log has when and resolved alone";
        }
        return ALL.contains(type) ? whyNoKey(type, tail) : "";
    }

    /** As {@link #whyNoKey(String)}. */
    static String whyNoKey(String type, String tail) {
        boolean ofOthers = keyOfAny(tail) != null && (tail.equals("remind") || tail.startsWith("group-"));
        return groupsItself(type) && ofOthers ? "Alertmanager groups and repeats by its own configuration" : "";
    }

    /** A key of a named destination; null where no type has such a one, or where it is none of such a destination. */
    static @Nullable KeyName parse(String text) {
        int dot = text.startsWith(PREFIX) ? text.indexOf('.', PREFIX.length()) : -1;
        if (dot <= PREFIX.length()) {
            return null;
        }
        String name = text.substring(PREFIX.length(), dot);
        String tail = text.substring(dot + 1);
        boolean header = tail.startsWith(HEADER) && tail.length() > HEADER.length();
        Key key = keyOfAny(tail);
        return key == null && !header && !tail.equals(TYPE)
                ? null
                : new KeyName(KeyName.Family.DESTINATION, key, name, tail);
    }

    private static @Nullable Key keyOfAny(String tail) {
        for (String type : ALL) {
            Key key = Key.named(type.concat(".").concat(tail));
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    /** What the keys of a type end with, or those of all types. */
    static List<String> tails(@Nullable String type) {
        List<String> tails = new ArrayList<>();
        tails.add(TYPE);
        for (Key key : Key.values()) {
            int dot = key.text().indexOf('.');
            String prefix = dot < 0 ? "" : key.text().substring(0, dot);
            String tail = key.text().substring(dot + 1);
            boolean own = type == null ? ALL.contains(prefix) : prefix.equals(type);
            if (own && !tails.contains(tail)) {
                tails.add(tail);
            }
        }
        return tails;
    }

    /** The known key that is nearest to an unknown one; empty where none is near or it is none of a named destination. */
    static String nearest(String unknown) {
        int dot = unknown.startsWith(PREFIX) ? unknown.indexOf('.', PREFIX.length()) : -1;
        if (dot <= PREFIX.length()) {
            return "";
        }
        String near = Nearest.of(unknown.substring(dot + 1), tails(null));
        return near.isEmpty() ? "" : unknown.substring(0, dot + 1).concat(near);
    }
}
