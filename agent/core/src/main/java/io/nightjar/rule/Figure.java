package io.nightjar.rule;

/** What a term asks of the calls that it chooses. */
public enum Figure {
    P50("p50", Unit.DURATION, false),
    P90("p90", Unit.DURATION, false),
    P95("p95", Unit.DURATION, false),
    P99("p99", Unit.DURATION, false),
    MAX("max", Unit.DURATION, false),
    MEAN("mean", Unit.DURATION, true),
    CALLS("calls", Unit.COUNT, true),
    ERRORS("errors", Unit.COUNT, true),
    RATE("rate", Unit.RATE, true),
    ERROR_RATE("error_rate", Unit.SHARE, true),
    IN_FLIGHT("in_flight", Unit.COUNT, false),
    OLDEST("oldest", Unit.DURATION, false),
    FIRST_CHUNK_P95("first_chunk_p95", Unit.DURATION, false),
    CHUNK_GAP_P95("chunk_gap_p95", Unit.DURATION, false),
    TOKENS_IN("tokens_in", Unit.COUNT, true),
    TOKENS_OUT("tokens_out", Unit.COUNT, true);

    private final String text;
    private final Unit unit;
    private final boolean byLabels;

    Figure(String text, Unit unit, boolean byLabels) {
        this.text = text;
        this.unit = unit;
        this.byLabels = byLabels;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    public Unit unit() {
        return unit;
    }

    /** Whether it can be asked of label sets. */
    public boolean isByLabels() {
        return byLabels;
    }
}
