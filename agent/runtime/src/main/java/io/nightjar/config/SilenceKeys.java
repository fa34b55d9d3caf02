package io.nightjar.config;

import io.nightjar.match.Nearest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a silence: {@code silence.<name>.match} and those beside it; its name may hold dots. Stateless. */
final class SilenceKeys {
    static final String PREFIX = "silence.";
    static final String MATCH = "match";
    static final String FROM = "from";
    static final String UNTIL = "until";
    static final String WEEKLY = "weekly";
    static final String ZONE = "zone";

    private static final List<String> TAILS = List.of(MATCH, FROM, UNTIL, WEEKLY, ZONE);

    private SilenceKeys() {}

    /** The key of a silence, as the user writes it. */
    static String key(String name, String tail) {
        return PREFIX.concat(name).concat(".").concat(tail);
    }

    /** Null where there is no such key. */
    static @Nullable KeyName parse(String text) {
        int dot = text.lastIndexOf('.');
        boolean named = text.startsWith(PREFIX) && dot > PREFIX.length();
        String tail = text.substring(dot + 1);
        return named && TAILS.contains(tail)
                ? new KeyName(KeyName.Family.SILENCE, null, text.substring(PREFIX.length(), dot), tail)
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
