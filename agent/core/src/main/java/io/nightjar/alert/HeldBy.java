package io.nightjar.alert;

/** Why an alert was kept from those who else would have got it. */
public enum HeldBy {
    SILENCE("silence"),
    ACKNOWLEDGEMENT("acknowledgement"),
    FLAPPING("flapping"),
    /** It waits for its group's next notification. */
    GROUP("group"),
    ANOMALY("anomaly");

    private final String jsonName;

    HeldBy(String jsonName) {
        this.jsonName = jsonName;
    }

    /** The name in JSON, for example {@code silence}. */
    public String jsonName() {
        return jsonName;
    }
}
