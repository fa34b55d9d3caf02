package io.nightjar.export.otlp;

import io.nightjar.export.metric.Metric;

/**
 * What the families are called in OpenTelemetry's way. Prometheus, which turns dots into underscores and adds unit and suffix,
 * makes of each name the one of the text format. Stateless.
 */
final class OtlpNames {
    private static final String CALL = "{call}";

    private OtlpNames() {}

    static String name(Metric metric) {
        return "nightjar."
                + switch (metric) {
                    case CALLS -> "calls";
                    case CALL_DURATION -> "call.duration";
                    case CALLS_IN_FLIGHT -> "calls.in_flight";
                    case OLDEST_CALL -> "oldest_call";
                    case FIRST_CHUNK -> "first_chunk";
                    case CHUNK_GAP -> "chunk_gap";
                    case CHUNKS -> "chunks";
                    case FAILURES -> "failures";
                    case TOKENS -> "tokens";
                    case MEMORY_USED -> "memory.used";
                    case GPU_UTILIZATION -> "gpu.utilization";
                    case ALERTS -> "alerts";
                    case CONDITIONS_FIRING -> "conditions.firing";
                    case DELIVERIES -> "deliveries";
                    case DELIVERIES_PENDING -> "deliveries.pending";
                    case AGENT_FAILURES -> "agent.failures";
                    case BUILD -> "build.info";
                };
    }

    /** In UCUM; empty for none. */
    static String unit(Metric metric) {
        return switch (metric) {
            case CALLS, CALLS_IN_FLIGHT, FAILURES -> CALL;
            case CALL_DURATION, OLDEST_CALL, FIRST_CHUNK, CHUNK_GAP -> "s";
            case CHUNKS -> "{chunk}";
            case TOKENS -> "{token}";
            case MEMORY_USED, GPU_UTILIZATION -> "1";
            case ALERTS -> "{alert}";
            case CONDITIONS_FIRING -> "{condition}";
            case DELIVERIES, DELIVERIES_PENDING -> "{delivery}";
            case AGENT_FAILURES -> "{failure}";
            case BUILD -> "";
        };
    }
}
