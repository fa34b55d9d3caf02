package io.nightjar.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** The figures for machines: one object with {@code calls}, {@code starts} and {@code parts}. */
final class ResultsJson {
    private ResultsJson() {}

    static String write(List<CallSuite.Row> calls, List<StartSuite.Row> starts, List<PartsSuite.Row> parts)
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
            writeStarts(json, starts);
            writeParts(json, parts);
            json.writeEndObject();
        }
        return text + "\n";
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
            if (!Double.isNaN(row.overCpuLimitSeconds())) {
                json.writeNumberField("over_cpu_limit_seconds", row.overCpuLimitSeconds());
                json.writeNumberField("over_peak_limit_megabytes", StartSuite.OVER_PEAK_LIMIT_MEGABYTES);
            }
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
}
