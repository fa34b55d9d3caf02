package io.nightjar.record;

import java.util.Objects;

/**
 * What the conventions of OpenTelemetry for generative models call the calls of an operation.
 *
 * @param provider {@code gen_ai.provider.name}, for example {@code openai}
 * @param operation {@code gen_ai.operation.name}, for example {@code chat}
 */
public record GenAi(String provider, String operation) {
    public GenAi {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(operation, "operation");
    }
}
