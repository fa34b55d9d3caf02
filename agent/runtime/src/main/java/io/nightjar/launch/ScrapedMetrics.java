package io.nightjar.launch;

import io.nightjar.console.MetricsSource;
import io.nightjar.export.metric.AgentMetrics;
import io.nightjar.export.prometheus.PrometheusText;
import io.nightjar.export.prometheus.TextFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a scrape of this agent gets. Nothing of it is loaded before the first. Thread-safe. */
final class ScrapedMetrics implements MetricsSource {
    /** Who scrapes gives the instance a name of its own. */
    private static final String LEFT_OUT = "instance";

    private final Supplier<AgentMetrics> metrics;
    private final Supplier<Map<String, String>> constantLabels;
    private @Nullable PrometheusText text;
    private Map<String, String> configured = Map.of();
    private Map<String, String> shown = Map.of();

    ScrapedMetrics(Supplier<AgentMetrics> metrics, Supplier<Map<String, String>> constantLabels) {
        this.metrics = metrics;
        this.constantLabels = constantLabels;
    }

    @Override
    public String write(@Nullable String accept, OutputStream out) throws IOException {
        TextFormat format = TextFormat.accepted(accept);
        text().write(format, labels(), out);
        return format.contentType();
    }

    private synchronized PrometheusText text() {
        PrometheusText known = text;
        if (known == null) {
            AgentMetrics read = metrics.get();
            known = new PrometheusText(read::read);
            text = known;
        }
        return known;
    }

    /** {@code service} and the user's own. */
    private synchronized Map<String, String> labels() {
        Map<String, String> current = constantLabels.get();
        if (current != configured) {
            Map<String, String> labels = new HashMap<>(current);
            labels.remove(LEFT_OUT);
            shown = labels;
            configured = current;
        }
        return shown;
    }
}
