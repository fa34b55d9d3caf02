package io.nightjar.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of an objective: {@code slo.<name>.objective} and those beside it; its name may hold dots. Stateless. */
final class ObjectiveKeys {
    static final String PREFIX = "slo.";
    static final String OPERATION = "operation";
    static final String OBJECTIVE = "objective";
    static final String LATENCY = "latency";
    static final String PERIOD = "period";

    private static final List<String> TAILS = List.of(OPERATION, OBJECTIVE, LATENCY, PERIOD);

    private ObjectiveKeys() {}

    /** The key of an objective, as the user writes it. */
    static String key(String name, String tail) {
        return PREFIX.concat(name).concat(".").concat(tail);
    }

    /** Null where there is no such key. */
    static @Nullable KeyName parse(String text) {
        int dot = text.lastIndexOf('.');
        boolean named = text.startsWith(PREFIX) && dot > PREFIX.length();
        String tail = text.substring(dot + 1);
        return named && TAILS.contains(tail)
                ? new KeyName(KeyName.Family.OBJECTIVE, null, text.substring(PREFIX.length(), dot), tail)
                : null;
    }

    /** The known key that is nearest to an unknown one; empty where none is near. */
    static String nearest(String unknown) {
        int dot = unknown.lastIndexOf('.');
        String near = Nearest.of(unknown.substring(dot + 1), TAILS);
        if (near.isEmpty() || dot == PREFIX.length()) {
            return "";
        }
        return dot < PREFIX.length()
                ? key("<name>", near)
                : unknown.substring(0, dot + 1).concat(near);
    }
}
