package io.nightjar.config;

import java.util.List;

/** The keys of a rule. Stateless. */
final class RuleKeys {
    static final String PREFIX = "rule.";
    static final String WHEN = "when";
    static final String UNTIL = "until";
    static final String FOR = "for";
    static final String SEVERITY = "severity";
    static final String MESSAGE = "message";
    static final String EACH = "each";

    static final NamedKeys KEYS =
            new NamedKeys(PREFIX, KeyName.Family.RULE, List.of(WHEN, UNTIL, FOR, SEVERITY, MESSAGE, EACH), true);

    private RuleKeys() {}
}
