package io.nightjar.alert;

/** Whether the condition behind an alert lasts or is over. */
public enum AlertStatus {
    FIRING("firing"),
    RESOLVED("resolved");

    private final String jsonName;

    AlertStatus(String jsonName) {
        this.jsonName = jsonName;
    }

    /** The name in JSON, for example {@code firing}. */
    public String jsonName() {
        return jsonName;
    }
}
