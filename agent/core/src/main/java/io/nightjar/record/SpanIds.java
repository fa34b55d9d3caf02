package io.nightjar.record;

/** Which span of a trace a call belongs to, as its ids are written: 32 and 16 hexadecimal digits. */
public record SpanIds(String traceId, String spanId) {}
