package io.nightjar.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every fixed key: its name, default, kind and reach. The one table that code, documentation and tests share. */
enum Key {
    ENABLED("enabled", "true", Kind.SWITCH, Reach.AT_START),
    SERVICE("service", null, Kind.TEXT, Reach.GLOBAL),
    INSTANCE("instance", null, Kind.TEXT, Reach.GLOBAL),
    CONFIG("config", null, Kind.PATH, Reach.AT_START),
    WATCH("watch", "auto", Kind.WATCH, Reach.GLOBAL),
    LATENCY_THRESHOLD("latency.threshold", "1000ms", Kind.MILLIS, Reach.OPERATION),
    LATENCY_STACKS("latency.stacks", "3", Kind.COUNT, Reach.GLOBAL),
    STUCK_THRESHOLD("stuck.threshold", null, Kind.MILLIS, Reach.OPERATION),
    ERROR_RATE_THRESHOLD("error-rate.threshold", "5%", Kind.SHARE, Reach.OPERATION),
    ERROR_RATE_MIN_REQUESTS("error-rate.min-requests", "10", Kind.COUNT, Reach.OPERATION),
    ERRORS_IGNORE("errors.ignore", null, Kind.CLASSES, Reach.OPERATION),
    THROUGHPUT_THRESHOLD("throughput.threshold", "1/s", Kind.RATE, Reach.OPERATION),
    THROUGHPUT_ARM("throughput.arm", "reached", Kind.CHOICE, Reach.OPERATION, "reached", "always"),
    WINDOW("window", "60s", Kind.WINDOW, Reach.OPERATION),
    SEVERITY_ERROR("severity.error", "2", Kind.RATIO, Reach.OPERATION),
    SEVERITY_CRITICAL("severity.critical", "3", Kind.RATIO, Reach.OPERATION),
    MEMORY_THRESHOLD("memory.threshold", "90%", Kind.SHARE, Reach.GLOBAL),
    MEMORY_CHECK(
            "memory.check", "auto", Kind.CHOICES, Reach.GLOBAL, "auto", "gpu", "container", "host", "heap", "direct"),
    MEMORY_INTERVAL("memory.interval", "5s", Kind.SECONDS, Reach.GLOBAL),
    MEMORY_SEVERITY_ERROR("memory.severity.error", "50%", Kind.SHARE, Reach.GLOBAL),
    MEMORY_SEVERITY_CRITICAL("memory.severity.critical", "90%", Kind.SHARE, Reach.GLOBAL),
    MEMORY_FORECAST("memory.forecast", "30m", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    ANOMALY_ENABLED("anomaly.enabled", "true", Kind.SWITCH, Reach.OPERATION),
    ANOMALY_SIGNALS(
            "anomaly.signals",
            "latency,errors,throughput,silence,first-chunk,tokens,memory",
            Kind.CHOICES,
            Reach.OPERATION,
            "latency",
            "errors",
            "throughput",
            "silence",
            "first-chunk",
            "tokens",
            "memory"),
    ANOMALY_FALSE_ALARMS("anomaly.false-alarms", "1/w", Kind.FALSE_ALARMS, Reach.GLOBAL),
    ANOMALY_WARM_UP("anomaly.warm-up", "10m", Kind.SECONDS, Reach.GLOBAL),
    GPU_DEVICES("gpu.devices", null, Kind.DEVICES, Reach.GLOBAL),
    GPU_LIBRARY("gpu.library", null, Kind.PATH, Reach.GLOBAL),
    ALERTS_RATE_LIMIT("alerts.rate-limit", "300s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    ALERTS_RATE_LIMIT_PER("alerts.rate-limit.per", "type", Kind.CHOICE, Reach.GLOBAL, "type", "operation"),
    ALERTS_RATE_LIMIT_ESCALATION("alerts.rate-limit.escalation", "false", Kind.SWITCH, Reach.GLOBAL),
    ALERTS_HISTORY("alerts.history", "1000", Kind.COUNT, Reach.GLOBAL),
    ALERTS_RESOLVE_AFTER("alerts.resolve-after", "60s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    ALERTS_TRACE("alerts.trace", "auto", Kind.CHOICE, Reach.GLOBAL, "auto", "off"),
    ALERTS_FOR("alerts.for", "0s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    ALERTS_FLAPPING("alerts.flapping", "5 in 10m", Kind.FLAPPING, Reach.GLOBAL),
    ALERTS_TO(
            "alerts.to",
            "log",
            Kind.CHOICES,
            Reach.GLOBAL,
            "log",
            "webhook",
            "alertmanager",
            "pagerduty",
            "opsgenie",
            "slack",
            "teams"),
    ALERTS_SPOOL("alerts.spool", null, Kind.PATH, Reach.AT_START),
    STATE("state", null, Kind.PATH, Reach.AT_START),
    WEBHOOK_URL("webhook.url", null, Kind.URL, Reach.GLOBAL),
    WEBHOOK_SECRET("webhook.secret", null, Kind.SECRET, Reach.GLOBAL),
    WEBHOOK_TIMEOUT("webhook.timeout", "5s", Kind.SECONDS, Reach.GLOBAL),
    WEBHOOK_FORMAT("webhook.format", "nightjar", Kind.CHOICE, Reach.GLOBAL, "nightjar", "alertmanager"),
    HTTP_CA_FILE("http.ca-file", null, Kind.PATH, Reach.GLOBAL),
    HTTP_PROXY("http.proxy", null, Kind.PROXY, Reach.GLOBAL),
    HTTP_NO_PROXY("http.no-proxy", null, Kind.HOSTS, Reach.GLOBAL),
    ALERTMANAGER_URL("alertmanager.url", "http://localhost:9093", Kind.URLS, Reach.GLOBAL),
    ALERTMANAGER_USER("alertmanager.user", null, Kind.TEXT, Reach.GLOBAL),
    ALERTMANAGER_PASSWORD("alertmanager.password", null, Kind.SECRET, Reach.GLOBAL),
    ALERTMANAGER_BEARER("alertmanager.bearer", null, Kind.SECRET, Reach.GLOBAL),
    PAGERDUTY_ROUTING_KEY("pagerduty.routing-key", null, Kind.SECRET, Reach.GLOBAL),
    PAGERDUTY_URL("pagerduty.url", "https://events.pagerduty.com", Kind.URL, Reach.GLOBAL),
    OPSGENIE_API_KEY("opsgenie.api-key", null, Kind.SECRET, Reach.GLOBAL),
    OPSGENIE_URL("opsgenie.url", "https://api.opsgenie.com", Kind.URL, Reach.GLOBAL),
    SLACK_URL("slack.url", null, Kind.URL, Reach.GLOBAL),
    TEAMS_URL("teams.url", null, Kind.URL, Reach.GLOBAL),
    LOG_WHEN("log.when", null, Kind.MATCHER, Reach.GLOBAL),
    LOG_RESOLVED("log.resolved", "true", Kind.SWITCH, Reach.GLOBAL),
    WEBHOOK_WHEN("webhook.when", null, Kind.MATCHER, Reach.GLOBAL),
    WEBHOOK_RESOLVED("webhook.resolved", "true", Kind.SWITCH, Reach.GLOBAL),
    WEBHOOK_AFTER("webhook.after", "0s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    WEBHOOK_REMIND("webhook.remind", null, Kind.SECONDS, Reach.GLOBAL),
    WEBHOOK_GROUP_BY("webhook.group-by", null, Kind.LABELS, Reach.GLOBAL),
    WEBHOOK_GROUP_WAIT("webhook.group-wait", "10s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    WEBHOOK_GROUP_INTERVAL("webhook.group-interval", "1m", Kind.SECONDS, Reach.GLOBAL),
    ALERTMANAGER_WHEN("alertmanager.when", null, Kind.MATCHER, Reach.GLOBAL),
    ALERTMANAGER_RESOLVED("alertmanager.resolved", "true", Kind.SWITCH, Reach.GLOBAL),
    ALERTMANAGER_AFTER("alertmanager.after", "0s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    PAGERDUTY_WHEN("pagerduty.when", "severity>=error", Kind.MATCHER, Reach.GLOBAL),
    PAGERDUTY_RESOLVED("pagerduty.resolved", "true", Kind.SWITCH, Reach.GLOBAL),
    PAGERDUTY_AFTER("pagerduty.after", "0s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    PAGERDUTY_REMIND("pagerduty.remind", null, Kind.SECONDS, Reach.GLOBAL),
    PAGERDUTY_GROUP_BY("pagerduty.group-by", null, Kind.LABELS, Reach.GLOBAL),
    PAGERDUTY_GROUP_WAIT("pagerduty.group-wait", "10s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    PAGERDUTY_GROUP_INTERVAL("pagerduty.group-interval", "1m", Kind.SECONDS, Reach.GLOBAL),
    OPSGENIE_WHEN("opsgenie.when", "severity>=error", Kind.MATCHER, Reach.GLOBAL),
    OPSGENIE_RESOLVED("opsgenie.resolved", "true", Kind.SWITCH, Reach.GLOBAL),
    OPSGENIE_AFTER("opsgenie.after", "0s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    OPSGENIE_REMIND("opsgenie.remind", null, Kind.SECONDS, Reach.GLOBAL),
    OPSGENIE_GROUP_BY("opsgenie.group-by", null, Kind.LABELS, Reach.GLOBAL),
    OPSGENIE_GROUP_WAIT("opsgenie.group-wait", "10s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    OPSGENIE_GROUP_INTERVAL("opsgenie.group-interval", "1m", Kind.SECONDS, Reach.GLOBAL),
    SLACK_WHEN("slack.when", null, Kind.MATCHER, Reach.GLOBAL),
    SLACK_RESOLVED("slack.resolved", "true", Kind.SWITCH, Reach.GLOBAL),
    SLACK_AFTER("slack.after", "0s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    SLACK_REMIND("slack.remind", null, Kind.SECONDS, Reach.GLOBAL),
    SLACK_GROUP_BY("slack.group-by", null, Kind.LABELS, Reach.GLOBAL),
    SLACK_GROUP_WAIT("slack.group-wait", "10s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    SLACK_GROUP_INTERVAL("slack.group-interval", "1m", Kind.SECONDS, Reach.GLOBAL),
    TEAMS_WHEN("teams.when", null, Kind.MATCHER, Reach.GLOBAL),
    TEAMS_RESOLVED("teams.resolved", "true", Kind.SWITCH, Reach.GLOBAL),
    TEAMS_AFTER("teams.after", "0s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    TEAMS_REMIND("teams.remind", null, Kind.SECONDS, Reach.GLOBAL),
    TEAMS_GROUP_BY("teams.group-by", null, Kind.LABELS, Reach.GLOBAL),
    TEAMS_GROUP_WAIT("teams.group-wait", "10s", Kind.SECONDS_OR_NONE, Reach.GLOBAL),
    TEAMS_GROUP_INTERVAL("teams.group-interval", "1m", Kind.SECONDS, Reach.GLOBAL),
    CONSOLE_LISTEN("console.listen", "off", Kind.LISTEN, Reach.GLOBAL),
    CONSOLE_TOKEN("console.token", null, Kind.SECRET, Reach.GLOBAL),
    CONSOLE_METRICS_TOKEN("console.metrics-token", null, Kind.SECRET, Reach.GLOBAL),
    CONSOLE_HOSTS("console.hosts", null, Kind.HOSTS, Reach.GLOBAL),
    OTLP_ENDPOINT("otlp.endpoint", null, Kind.URL, Reach.GLOBAL),
    OTLP_INTERVAL("otlp.interval", "60s", Kind.SECONDS, Reach.GLOBAL),
    JMX_ENABLED("jmx.enabled", "false", Kind.SWITCH, Reach.GLOBAL),
    JFR_ENABLED("jfr.enabled", "true", Kind.SWITCH, Reach.GLOBAL),
    LOG_LEVEL("log.level", "info", Kind.CHOICE, Reach.GLOBAL, "debug", "info", "warn", "error", "off"),
    LOG_FILE("log.file", null, Kind.PATH, Reach.GLOBAL),
    LOG_FORMAT("log.format", "text", Kind.CHOICE, Reach.GLOBAL, "text", "json"),
    LOG_CALLS("log.calls", null, Kind.PATH, Reach.GLOBAL);

    /** Whether a key can also be set for one operation, and whether a change waits for the next start. */
    enum Reach {
        GLOBAL,
        OPERATION,
        AT_START
    }

    /** How all keys of the console begin. */
    static final String CONSOLE_PREFIX = "console.";

    /** How all keys of the export by OTLP begin. */
    static final String OTLP_PREFIX = "otlp.";

    private static final Map<String, Key> BY_NAME = new HashMap<>(256);

    static {
        for (Key key : values()) {
            BY_NAME.put(key.text, key);
        }
    }

    private final String text;
    private final @Nullable String defaultValue;
    private final Kind kind;
    private final Reach reach;
    private final List<String> choices;

    Key(String text, @Nullable String defaultValue, Kind kind, Reach reach, String... choices) {
        this.text = text;
        this.defaultValue = defaultValue;
        this.kind = kind;
        this.reach = reach;
        this.choices = List.of(choices);
    }

    static @Nullable Key named(String text) {
        return BY_NAME.get(text);
    }

    /** The names of the keys that can be set for one operation, or of all. */
    static List<String> names(boolean operationOnly) {
        List<String> names = new ArrayList<>();
        for (Key key : values()) {
            if (!operationOnly || key.reach == Reach.OPERATION) {
                names.add(key.text);
            }
        }
        return names;
    }

    /** The key as the user writes it. */
    String text() {
        return text;
    }

    /** As the user would write it; null where there is none or where it is made from something else. */
    @Nullable
    String defaultValue() {
        return defaultValue;
    }

    Kind kind() {
        return kind;
    }

    List<String> choices() {
        return choices;
    }

    boolean perOperation() {
        return reach == Reach.OPERATION;
    }

    /** Whether a changed value is followed while the agent runs. */
    boolean reloadable() {
        return reach != Reach.AT_START;
    }

    /** What may stand there, in the words of an error. */
    String allowed() {
        if (choices.isEmpty()) {
            return kind.allowed();
        }
        StringBuilder words = new StringBuilder(kind.allowed());
        for (int i = 0; i < choices.size(); i++) {
            words.append(i == 0 ? " " : ", ").append(choices.get(i));
        }
        return words.toString();
    }

    /** The environment variable: upper case, dots and hyphens become underscores. */
    String environmentName() {
        StringBuilder name = new StringBuilder("NIGHTJAR_");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            name.append(c == '.' || c == '-' ? '_' : (char) (c - ('a' <= c && c <= 'z' ? 32 : 0)));
        }
        return name.toString();
    }

    /** Whether an empty value says something. */
    boolean mayBeEmpty() {
        return switch (kind) {
            case WATCH, CLASSES, DEVICES, SECRET, PATH, PROXY, HOSTS -> true;
            case TEXT, URL -> defaultValue == null;
            case CHOICES -> this == ALERTS_TO;
            default -> false;
        };
    }
}
