package io.nightjar.alert;

/** The kinds of alert. */
public enum AlertType {
    /** One call took longer than its threshold. */
    LATENCY("latency"),
    /** The failed share of calls in the window is over its threshold. */
    ERROR_RATE("error_rate"),
    /** A used share of memory is over its threshold. */
    MEMORY("memory"),
    /** The rate of completed calls over the window is under its threshold. */
    THROUGHPUT("throughput"),
    /** A call that has not ended is running for longer than its threshold. */
    STUCK("stuck"),
    /** A memory will be full soon if it goes on growing so. */
    FORECAST("forecast", true),
    /** An objective's error budget burns faster than allowed. */
    SLO("slo", true),
    /** A rule of the user's holds. */
    RULE("rule", true),
    /** A signal has left what its own past leads one to expect. */
    ANOMALY("anomaly", true);

    private final String jsonName;
    private final boolean limitedByKey;

    AlertType(String jsonName) {
        this(jsonName, false);
    }

    AlertType(String jsonName, boolean limitedByKey) {
        this.jsonName = jsonName;
        this.limitedByKey = limitedByKey;
    }

    /** Whether the rate limit always goes by the type and {@link Breach#limitKey}, whatever its scope. */
    public boolean isLimitedByKey() {
        return limitedByKey;
    }

    /** The name in JSON and in labels, for example {@code error_rate}. */
    public String jsonName() {
        return jsonName;
    }
}
