package io.nightjar.config;

import java.util.List;

/** The keys of a silence. Stateless. */
final class SilenceKeys {
    static final String PREFIX = "silence.";
    static final String MATCH = "match";
    static final String FROM = "from";
    static final String UNTIL = "until";
    static final String WEEKLY = "weekly";
    static final String ZONE = "zone";

    static final NamedKeys KEYS =
            new NamedKeys(PREFIX, KeyName.Family.SILENCE, List.of(MATCH, FROM, UNTIL, WEEKLY, ZONE), false);

    private SilenceKeys() {}
}
