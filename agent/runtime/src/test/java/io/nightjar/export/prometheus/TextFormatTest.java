package io.nightjar.export.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextFormatTest {
    @Test
    void shouldWriteOpenMetricsWhenItIsNamedAndLikedNoLess() {
        // Prometheus 2.42 and 3.5
        assertAccepted(
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                TextFormat.OPEN_METRICS);
        assertAccepted(
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                        + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;q=0.4,*/*;q=0.2",
                TextFormat.OPEN_METRICS);
        assertAccepted("Application/OpenMetrics-Text; version=\"1.0.0\"", TextFormat.OPEN_METRICS);
        assertAccepted("application/openmetrics-text", TextFormat.OPEN_METRICS);
    }

    @Test
    void shouldWritePrometheusTextWhenNothingElseIsAskedFor() {
        assertAccepted(null, TextFormat.PROMETHEUS);
        assertAccepted("", TextFormat.PROMETHEUS);
        assertAccepted("*/*", TextFormat.PROMETHEUS);
        assertAccepted("text/html,application/xhtml+xml", TextFormat.PROMETHEUS);
        assertAccepted("application/openmetrics-text;q=0", TextFormat.PROMETHEUS);
        assertAccepted("application/openmetrics-text;q=zero,text/plain", TextFormat.PROMETHEUS);
        assertAccepted("application/openmetrics-text;version=2.0.0", TextFormat.PROMETHEUS);
        assertAccepted("application/openmetrics-text;version=1.0.0;q=0.3,text/plain;q=0.9", TextFormat.PROMETHEUS);
        assertAccepted(",;,;;q=,application/openmetrics-text;;q==1;", TextFormat.PROMETHEUS);
    }

    private static void assertAccepted(String accept, TextFormat format) {
        assertThat(TextFormat.accepted(accept)).as(accept).isEqualTo(format);
    }
}
