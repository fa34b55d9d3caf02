package io.nightjar.config;

/** What a key's value is, in the words of an error. */
enum Kind {
    SWITCH("true or false"),
    TEXT("a text"),
    /** A duration whose bare number counts milliseconds. */
    MILLIS("a duration above 0 such as 250ms, 5s, 2m or 1h (a bare number is milliseconds)"),
    SECONDS("a duration above 0 such as 250ms, 5s, 2m or 1h (a bare number is seconds)"),
    WINDOW("a duration from 100ms to 24h such as 60s or 5m (a bare number is seconds)"),
    SECONDS_OR_NONE("a duration of 0s or more such as 250ms, 5s, 2m or 1h (a bare number is seconds)"),
    SHARE("a share from 0% to 100% such as 5% or 0.05"),
    RATE("a rate of 0 or more such as 10/s (a bare number is per second)"),
    FALSE_ALARMS("a number above 0 in a time such as 1/w, 2/d or 1/h (a bare number is per week)"),
    COUNT("a whole number from 0 to 1000000"),
    RATIO("a number of 1 or more such as 2 or 2.5"),
    CHOICE("one of"),
    CHOICES("one or more, comma separated, of"),
    WATCH("auto, presets and patterns, comma separated, a leading ! excludes"),
    PATTERNS("one or more patterns, comma separated, such as com.acme.Engine#infer"),
    CLASSES("class names, comma separated, such as java.util.concurrent.TimeoutException"),
    DEVICES("GPU indexes or UUIDs, comma separated, such as 0,1 or GPU-8d2c…"),
    URL("a URL such as https://host:8080/path"),
    URLS("one or more URLs, comma separated, such as http://host:9093, without user and password"),
    PROXY("a proxy such as http://host:3128"),
    HOSTS("hosts, comma separated, such as alertmanager, .acme.internal"),
    SECRET("a secret, best as ${env:NAME} or ${file:PATH}"),
    MATCHER("a matcher such as severity>=error, operation=chat*|embed"),
    LISTEN("off, a port, or a host and a port, such as 9464, 0.0.0.0:9464 or [::1]:9464"),
    LABELS("label names, comma separated, such as alert_type, operation"),
    FLAPPING("a number of beginnings, at most 1000, in a time, such as 5 in 10m; 0 for never"),
    PATH("a path");

    private final String allowed;

    Kind(String allowed) {
        this.allowed = allowed;
    }

    String allowed() {
        return allowed;
    }
}
