package io.nightjar.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/**
 * The figures for machines: one object with {@code calls}, {@code streams}, {@code starts}, {@code loads},
 * {@code alerts} and {@code parts}.
 */
final class ResultsJson {
    private ResultsJson() {}

    static String write(
            List<CallSuite.Row> calls,
            List<StreamSuite.Row> streams,
            List<StartSuite.Row> starts,
            List<LoadSuite.Row> loads,
            List<AlertSuite.Row> alerts,
            List<PartsSuite.Row> parts)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeArrayFieldStart("calls");
            for (CallSuite.Row row : calls) {
                json.writeStartObject();
                json.writeNumberField("jdk", row.feature());
                json.writeStringField("variant", row.variant());
                json.writeNumberField("threads", row.threads());
                json.writeNumberField("nanos_per_call", row.nanos());
                json.writeNumberField("error_nanos", row.errorNanos());
                json.writeNumberField("bytes_per_call", row.bytes());
                json.writeEndObject();
            }
            json.writeEndArray();
            writeStreams(json, streams);
            writeStarts(json, starts);
            writeLoads(json, loads);
            writeParts(json, parts);
            writeAlerts(json, alerts);
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void writeStreams(JsonGenerator json, List<StreamSuite.Row> rows) throws IOException {
        json.writeArrayFieldStart("streams");
        for (StreamSuite.Row row : rows) {
            json.writeStartObject();
            json.writeNumberField("jdk", row.feature());
            json.writeStringField("benchmark", row.benchmark());
            json.writeNumberField("bare_nanos", row.bareNanos());
            json.writeNumberField("woven_nanos", row.wovenNanos());
            json.writeNumberField("bare_bytes", row.bareBytes());
            json.writeNumberField("woven_bytes", row.wovenBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeStarts(JsonGenerator json, List<StartSuite.Row> rows) throws IOException {
        json.writeArrayFieldStart("starts");
        for (StartSuite.Row row : rows) {
            json.writeStartObject();
            json.writeNumberField("jdk", row.feature());
            json.writeStringField("variant", row.variant());
            json.writeNumberField("cpu_seconds", row.cpuSeconds());
            json.writeNumberField("living_cpu_seconds", row.livingCpuSeconds());
            json.writeNumberField("peak_megabytes", row.peakMegabytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeLoads(JsonGenerator json, List<LoadSuite.Row> rows) throws IOException {
        json.writeArrayFieldStart("loads");
        for (LoadSuite.Row row : rows) {
            json.writeStartObject();
            json.writeNumberField("jdk", row.feature());
            json.writeStringField("variant", row.variant());
            json.writeNumberField("cpu_seconds", row.cpuSeconds());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeParts(JsonGenerator json, List<PartsSuite.Row> rows) throws IOException {
        json.writeArrayFieldStart("parts");
        for (PartsSuite.Row row : rows) {
            json.writeStartObject();
            json.writeStringField("benchmark", row.benchmark());
            json.writeNumberField("threads", row.threads());
            json.writeNumberField("score", row.score());
            json.writeNumberField("error", row.error());
            json.writeStringField("unit", row.unit());
            json.writeNumberField("bytes_per_operation", row.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAlerts(JsonGenerator json, List<AlertSuite.Row> rows) throws IOException {
        json.writeArrayFieldStart("alerts");
        for (AlertSuite.Row row : rows) {
            json.writeStartObject();
            json.writeNumberField("jdk", row.feature());
            json.writeStringField("what", row.what());
            json.writeNumberField("millis", row.millis());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
