package io.nightjar.export.metric;

/** The families of metrics, in the order in which they are read. */
public enum Metric {
    /** Calls that ended. */
    CALLS("calls", Kind.COUNTER, "", "Calls that ended."),
    /** How long completed calls took. */
    CALL_DURATION("call_duration", Kind.HISTOGRAM, "seconds", "How long completed calls took."),
    /** Calls that run. */
    CALLS_IN_FLIGHT("calls_in_flight", Kind.GAUGE, "", "Calls that run now."),
    /** The age of the oldest call that runs. */
    OLDEST_CALL("oldest_call", Kind.GAUGE, "seconds", "Age of the oldest call that runs now."),
    /** How long streams took to their first chunk. */
    FIRST_CHUNK("first_chunk", Kind.HISTOGRAM, "seconds", "From the start of a stream to its first chunk."),
    /** How long there was between chunks. */
    CHUNK_GAP("chunk_gap", Kind.HISTOGRAM, "seconds", "From one chunk of a stream to the next."),
    /** Chunks of streams. */
    CHUNKS("chunks", Kind.COUNTER, "", "Chunks that streams delivered."),
    /** Calls that failed. */
    FAILURES("failures", Kind.COUNTER, "", "Calls that failed, by exception."),
    /** Tokens that calls reported. */
    TOKENS("tokens", Kind.COUNTER, "", "Tokens that calls reported."),
    /** The used share of a memory. */
    MEMORY_USED("memory_used", Kind.GAUGE, "ratio", "Used share of memory."),
    /** How busy a GPU is. */
    GPU_UTILIZATION("gpu_utilization", Kind.GAUGE, "ratio", "Share of time in which the GPU was busy."),
    /** Alerts that were sent. */
    ALERTS("alerts", Kind.COUNTER, "", "Alerts that were sent."),
    /** Conditions that fire. */
    CONDITIONS_FIRING("conditions_firing", Kind.GAUGE, "", "Conditions that fire now."),
    /** What became of deliveries. */
    DELIVERIES("deliveries", Kind.COUNTER, "", "Deliveries of alerts to destinations, by what became of them."),
    /** Deliveries that wait. */
    DELIVERIES_PENDING("deliveries_pending", Kind.GAUGE, "", "Deliveries of alerts that wait."),
    /** Failures of the agent itself. */
    AGENT_FAILURES("agent_failures", Kind.COUNTER, "", "Failures of the agent itself, by what failed."),
    /** Which version this is. */
    BUILD("build", Kind.INFO, "", "The agent's version.");

    /** What a family holds. */
    public enum Kind {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Counts by bounds, {@link Bounds}; only grows. */
        HISTOGRAM,
        /** Always 1; what it says is in its labels. */
        INFO
    }

    private final String baseName;
    private final Kind kind;
    private final String unit;
    private final String help;

    Metric(String baseName, Kind kind, String unit, String help) {
        this.baseName = baseName;
        this.kind = kind;
        this.unit = unit;
        this.help = help;
    }

    /** Without prefix, unit and the suffix that a format adds, for example {@code call_duration}. */
    public String baseName() {
        return baseName;
    }

    /** What it holds. */
    public Kind kind() {
        return kind;
    }

    /** {@code seconds}, {@code ratio} or empty. */
    public String unit() {
        return unit;
    }

    /** A sentence for people. */
    public String help() {
        return help;
    }
}
