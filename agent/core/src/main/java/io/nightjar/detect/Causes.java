package io.nightjar.detect;

import io.nightjar.record.SpanIds;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of one slow or failed call that say which one it was. Stateless. */
final class Causes {
    private Causes() {}

    /** Adds what is there to the figures of an alert. */
    static void add(Map<String, String> details, @Nullable SpanIds span, Map<String, @Nullable Object> metadata) {
        if (!details.isEmpty()) {
            metadata.put("details", details);
        }
        if (span != null) {
            metadata.put("trace_id", span.traceId());
            metadata.put("span_id", span.spanId());
        }
    }
}
