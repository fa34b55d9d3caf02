package io.nightjar.sink.http;

import org.jspecify.annotations.Nullable;

/**
 * What a peer answered.
 *
 * @param retryAfter the header {@code Retry-After} as it came
 * @param excerpt the first bytes of the body, for {@code test-alert} alone: a peer may echo secrets
 */
public record HttpAnswer(int status, @Nullable String retryAfter, String excerpt) {}
