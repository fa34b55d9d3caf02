package io.nightjar.config;

import io.nightjar.config.DeliverySettings.Http;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where metrics are sent by OTLP, and as whose. Immutable.
 *
 * @param endpoint as it is written: requests go below it
 * @param headers whose values are secrets, because tokens stand in them
 * @param interval from one push to the next
 * @param resource attributes of the process, {@code service.name} and {@code service.instance.id} among them
 * @param http shared with the destinations of alerts
 */
public record OtlpSettings(
        URI endpoint, Map<String, Secret> headers, Duration interval, Map<String, String> resource, Http http) {
    public OtlpSettings {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        resource = Collections.unmodifiableMap(new LinkedHashMap<>(resource));
    }

    @Override
    public String toString() {
        return "OtlpSettings[" + DeliverySettings.origin(endpoint) + ", every " + interval + ']';
    }
}
