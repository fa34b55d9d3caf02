package io.nightjar.alert;

/** How bad it is, mildest first: the order of the constants is the order of severity. */
public enum Severity {
    WARNING("warning"),
    ERROR("error"),
    CRITICAL("critical");

    private final String jsonName;

    Severity(String jsonName) {
        this.jsonName = jsonName;
    }

    /** The name in JSON and in labels, for example {@code critical}. */
    public String jsonName() {
        return jsonName;
    }
}
