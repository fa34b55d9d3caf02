package io.nightjar.config;

import io.nightjar.config.DeliverySettings.Http;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code otlp.*}, and what the environment says for every exporter of OpenTelemetry's. Confined to one thread.
 */
final class OtlpSection {
    static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
    static final String RESOURCE = "OTEL_RESOURCE_ATTRIBUTES";

    private static final String SERVICE_NAME = "service.name";
    private static final String SERVICE_INSTANCE = "service.instance.id";
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    private final Values values;
    private final List<String> switchedOff;
    private final Map<String, String> environment;

    private OtlpSection(Values values, List<String> switchedOff, Map<String, String> environment) {
        this.values = values;
        this.switchedOff = switchedOff;
        this.environment = environment;
    }

    /**
     * Null where nothing is to be sent, or where it cannot work here, which is then said.
     *
     * @param missing keys whose secrets could not be read, with the reason
     * @param switchedOff gets a sentence for what cannot work
     */
    static @Nullable OtlpSettings read(
            Values values,
            Map<String, String> missing,
            List<String> switchedOff,
            Network network,
            Http http,
            String service,
            String instance,
            Map<String, String> environment) {
        OtlpSection section = new OtlpSection(values, switchedOff, environment);
        List<URI> endpoint = values.urls(Key.OTLP_ENDPOINT);
        Duration interval = section.interval();
        Map<String, Secret> headers = section.headers();
        String reason = section.whyNot(endpoint, missing, network);
        if (!reason.isEmpty()) {
            switchedOff.add("OTLP is switched off: ".concat(reason));
            return null;
        }
        if (endpoint.isEmpty()) {
            if (values.find(Key.OTLP_ENDPOINT) == null) {
                switchedOff.add("nothing is sent by OTLP: otlp.endpoint is not set");
            }
            return null;
        }
        section.addHeadersOfEnvironment(headers);
        return new OtlpSettings(endpoint.get(0), headers, interval, section.resource(service, instance), http);
    }

    private Duration interval() {
        Duration interval = values.duration(Key.OTLP_INTERVAL);
        Setting setting = values.find(Key.OTLP_INTERVAL);
        if (setting != null && interval.compareTo(SHORTEST_INTERVAL) < 0) {
            values.report(setting, "must be 1s or more", "");
        }
        return interval;
    }

    private Map<String, Secret> headers() {
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (Setting setting : values.all()) {
            if (setting.name().family() == KeyName.Family.OTLP_HEADER) {
                String wrong = whyNoHeader(setting.name().name(), setting.value());
                if (wrong.isEmpty()) {
                    headers.put(setting.name().name(), Secret.of(setting.value()));
                } else {
                    values.report(setting, wrong, "");
                }
            }
        }
        return headers;
    }

    private static String whyNoHeader(String name, String value) {
        return name.equalsIgnoreCase("content-encoding")
                ? "this header is set by Nightjar itself"
                : SecretShape.whyNoHeader(name, value);
    }

    /** Empty where it works, or where no endpoint is named. */
    private String whyNot(List<URI> endpoint, Map<String, String> missing, Network network) {
        for (Map.Entry<String, String> lost : missing.entrySet()) {
            if (lost.getKey().startsWith(Key.OTLP_PREFIX)) {
                return lost.getKey().concat(": ").concat(lost.getValue());
            }
        }
        String noUrl = values.whyNoUrl(Key.OTLP_ENDPOINT);
        return noUrl == null
                ? endpoint.isEmpty() ? "" : network.whyNot(endpoint)
                : Key.OTLP_ENDPOINT.text().concat(": ").concat(noUrl);
    }

    /** Those of the configuration win, whatever the case of their names. */
    private void addHeadersOfEnvironment(Map<String, Secret> headers) {
        Map<String, String> more = ofVariable(HEADERS);
        for (Map.Entry<String, String> header : more.entrySet()) {
            String wrong = whyNoHeader(header.getKey(), header.getValue());
            if (!wrong.isEmpty()) {
                switchedOff.add(HEADERS.concat(" is ignored: ").concat(wrong));
                return;
            }
        }
        for (Map.Entry<String, String> header : more.entrySet()) {
            if (!has(headers, header.getKey())) {
                headers.put(header.getKey(), Secret.of(header.getValue()));
            }
        }
    }

    private static boolean has(Map<String, Secret> headers, String name) {
        for (String known : headers.keySet()) {
            if (known.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** The environment's attributes, below the names that the configuration, or OTEL_SERVICE_NAME, gives this process, and the constant labels. */
    private Map<String, String> resource(String service, String instance) {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put(SERVICE_NAME, service);
        resource.put(SERVICE_INSTANCE, instance);
        resource.putAll(ofVariable(RESOURCE));
        String otelName = environment.getOrDefault("OTEL_SERVICE_NAME", "");
        if (values.find(Key.SERVICE) != null || !otelName.isBlank()) {
            resource.put(SERVICE_NAME, service);
        }
        if (values.find(Key.INSTANCE) != null) {
            resource.put(SERVICE_INSTANCE, instance);
        }
        for (Setting setting : values.all()) {
            if (setting.name().family() == KeyName.Family.LABEL) {
                resource.put(setting.name().name(), setting.value());
            }
        }
        return resource;
    }

    /** What a variable says; nothing, and that is said, where it is not well written: a part of it could mean anything. */
    private Map<String, String> ofVariable(String variable) {
        Map<String, String> pairs = new LinkedHashMap<>();
        String wrong = BaggageText.read(environment.getOrDefault(variable, ""), pairs);
        if (wrong.isEmpty()) {
            return pairs;
        }
        switchedOff.add(variable.concat(" is ignored: ").concat(wrong));
        return Map.of();
    }
}
