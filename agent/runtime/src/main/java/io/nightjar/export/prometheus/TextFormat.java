package io.nightjar.export.prometheus;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The formats of text that Prometheus reads. */
public enum TextFormat {
    /** What every version of Prometheus reads, and people do. */
    PROMETHEUS(PrometheusTextFormatWriter.CONTENT_TYPE, ""),
    /** OpenMetrics 1.0. */
    OPEN_METRICS(OpenMetricsTextFormatWriter.CONTENT_TYPE, "# EOF\n");

    private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";

    private final String contentType;
    private final byte[] end;

    TextFormat(String contentType, String end) {
        this.contentType = contentType;
        this.end = end.getBytes(StandardCharsets.US_ASCII);
    }

    /** What the header {@code Content-Type} says. */
    public String contentType() {
        return contentType;
    }

    /** What stands behind the last family. */
    byte[] end() {
        return end;
    }

    /** One of the library's writers, made so that it reads no configuration of the application's. */
    ExpositionFormatWriter writer() {
        return this == OPEN_METRICS
                ? OpenMetricsTextFormatWriter.builder()
                        .setCreatedTimestampsEnabled(false)
                        .setExemplarsOnAllMetricTypesEnabled(false)
                        .build()
                : PrometheusTextFormatWriter.builder().build();
    }

    /**
     * The format that a header {@code Accept} likes best: OpenMetrics only where it is named, in a version that is written here.
     *
     * @param accept null where there is none
     */
    public static TextFormat accepted(@Nullable String accept) {
        double open = 0;
        double plain = 0;
        String rest = accept == null ? "" : accept;
        while (!rest.isEmpty()) {
            int comma = rest.indexOf(',');
            String range = comma < 0 ? rest : rest.substring(0, comma);
            rest = comma < 0 ? "" : rest.substring(comma + 1);
            int semicolon = range.indexOf(';');
            String type = (semicolon < 0 ? range : range.substring(0, semicolon)).strip();
            if (type.equalsIgnoreCase(OPEN_METRICS_TYPE) && isWritten(MediaRange.parameter(range, "version"))) {
                open = Math.max(open, MediaRange.quality(range));
            } else if (type.equalsIgnoreCase("text/plain")) {
                plain = Math.max(plain, MediaRange.quality(range));
            }
        }
        return open > 0 && open >= plain ? OPEN_METRICS : PROMETHEUS;
    }

    private static boolean isWritten(@Nullable String version) {
        return version == null || version.equals("1.0.0") || version.equals("0.0.1");
    }
}
