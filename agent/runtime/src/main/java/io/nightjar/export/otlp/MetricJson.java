package io.nightjar.export.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nightjar.json.JsonStreams;
import io.nightjar.log.AgentVersion;
import io.nightjar.log.NeutralText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * One {@code ExportMetricsServiceRequest} in the JSON mapping of protobuf, written as it is made: numbers of 64 bits are texts,
 * enumerations numbers. Confined to one thread.
 */
final class MetricJson implements AutoCloseable {
    /** {@code AGGREGATION_TEMPORALITY_CUMULATIVE}. */
    private static final int CUMULATIVE = 2;

    private static final String SCOPE = "nightjar";

    private final JsonGenerator json;
    private final String nowUnixNanos;
    private Kind kind = Kind.NONE;
    private String startUnixNanos = "";

    /** What the metric that is being written holds. */
    enum Kind {
        NONE(""),
        COUNTER("sum"),
        GAUGE("gauge"),
        HISTOGRAM("histogram");

        private final String member;

        Kind(String member) {
            this.member = member;
        }
    }

    /** Begins a request: whose it is. */
    MetricJson(OutputStream out, Map<String, String> resource, long nowUnixNanos) throws IOException {
        this.nowUnixNanos = Long.toString(nowUnixNanos);
        json = JsonStreams.writer(out);
        json.writeStartObject();
        json.writeArrayFieldStart("resourceMetrics");
        json.writeStartObject();
        json.writeObjectFieldStart("resource");
        json.writeArrayFieldStart("attributes");
        for (Map.Entry<String, String> attribute : resource.entrySet()) {
            attribute(attribute.getKey(), attribute.getValue());
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayFieldStart("scopeMetrics");
        json.writeStartObject();
        json.writeObjectFieldStart("scope");
        json.writeStringField("name", SCOPE);
        json.writeStringField("version", AgentVersion.text());
        json.writeEndObject();
        json.writeArrayFieldStart("metrics");
    }

    /**
     * The points that follow belong to this metric.
     *
     * @param unit empty for none
     * @param sinceUnixNanos since when it counts; meaningless for a gauge
     */
    void begin(String name, String description, String unit, Kind newKind, long sinceUnixNanos) throws IOException {
        endMetric();
        kind = newKind;
        startUnixNanos = Long.toString(sinceUnixNanos);
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("description", description);
        if (!unit.isEmpty()) {
            json.writeStringField("unit", unit);
        }
        json.writeObjectFieldStart(kind.member);
        if (kind != Kind.GAUGE) {
            json.writeNumberField("aggregationTemporality", CUMULATIVE);
        }
        if (kind == Kind.COUNTER) {
            json.writeBooleanField("isMonotonic", true);
        }
        json.writeArrayFieldStart("dataPoints");
    }

    private void endMetric() throws IOException {
        if (kind != Kind.NONE) {
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** A point begins; its attributes follow. */
    void beginPoint() throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("attributes");
    }

    /** An attribute of the point, or of the resource. */
    void attribute(String name, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", NeutralText.of(name));
        json.writeObjectFieldStart("value");
        json.writeStringField("stringValue", NeutralText.lines(value));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Ends a point with a whole number. */
    void whole(long value) throws IOException {
        times();
        json.writeStringField("asInt", Long.toString(value));
        json.writeEndObject();
    }

    /** Ends a point with a number. */
    void number(double value) throws IOException {
        times();
        json.writeNumberField("asDouble", value);
        json.writeEndObject();
    }

    /**
     * Ends a point with counts.
     *
     * @param counts one for each bound, and behind them what is above the last
     */
    void histogram(long[] counts, double sum, double[] bounds) throws IOException {
        times();
        long count = 0;
        for (int i = 0; i <= bounds.length; i++) {
            count += counts[i];
        }
        json.writeStringField("count", Long.toString(count));
        json.writeNumberField("sum", sum);
        json.writeArrayFieldStart("bucketCounts");
        for (int i = 0; i <= bounds.length; i++) {
            json.writeString(Long.toString(counts[i]));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("explicitBounds");
        for (double bound : bounds) {
            json.writeNumber(bound);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Ends the attributes; a gauge has no beginning. */
    private void times() throws IOException {
        json.writeEndArray();
        if (kind != Kind.GAUGE) {
            json.writeStringField("startTimeUnixNano", startUnixNanos);
        }
        json.writeStringField("timeUnixNano", nowUnixNanos);
    }

    /** Ends the request; what it was written to is whole then. */
    @Override
    public void close() throws IOException {
        endMetric();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }
}
