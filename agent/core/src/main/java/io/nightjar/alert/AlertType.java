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
    STUCK("stuck");

    private final String jsonName;

    AlertType(String jsonName) {
        this.jsonName = jsonName;
    }

    /** The name in JSON and in labels, for example {@code error_rate}. */
    public String jsonName() {
        return jsonName;
    }
}
