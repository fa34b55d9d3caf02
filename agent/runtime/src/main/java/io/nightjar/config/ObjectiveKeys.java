package io.nightjar.config;

import java.util.List;

/** The keys of an objective. Stateless. */
final class ObjectiveKeys {
    static final String PREFIX = "slo.";
    static final String OPERATION = "operation";
    static final String OBJECTIVE = "objective";
    static final String LATENCY = "latency";
    static final String PERIOD = "period";

    static final NamedKeys KEYS =
            new NamedKeys(PREFIX, KeyName.Family.OBJECTIVE, List.of(OPERATION, OBJECTIVE, LATENCY, PERIOD), false);

    private ObjectiveKeys() {}
}
