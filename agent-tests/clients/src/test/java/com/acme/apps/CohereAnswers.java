package com.acme.apps;

import com.acme.apps.Answer.End;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Cohere's servers answer. The model that is asked for says how: {@code broken} is refused, {@code busy} is so once,
 * {@code stalling} falls silent, {@code truncated} ends its connection before the stream's end, {@code erring} tells of a
 * failure in its last chunk.
 */
final class CohereAnswers {
    private static final String TOKENS = "{\"input_tokens\":9,\"output_tokens\":4}";
    private static final String META = "\"meta\":{\"billed_units\":" + TOKENS + ",\"tokens\":" + TOKENS + "}";
    private static final String TEXT = "{\"text\":\"Hello\",\"generation_id\":\"g1\"," + META + "}";
    private static final String GENERATION =
            "{\"id\":\"g1\",\"prompt\":\"Hi\",\"generations\":[{\"id\":\"g2\",\"text\":\"Hello\"}]," + META + "}";
    private static final AtomicInteger BUSY = new AtomicInteger();

    private CohereAnswers() {}

    static Answer answer(String path, String request) {
        if (request.contains("\"broken\"")) {
            return Answer.refused(400, "{\"message\":\"no such model\"}");
        }
        if (request.contains("\"busy\"") && BUSY.getAndIncrement() == 0) {
            return Answer.refused(503, "{\"message\":\"later\"}");
        }
        boolean streams = request.replace(" ", "").contains("\"stream\":true");
        Answer whole = streams ? stream(path, request.contains("\"erring\"")) : Answer.json(json(path));
        if (request.contains("\"stalling\"")) {
            return whole.upTo(streams ? 2 : 0, End.STALLED);
        }
        return request.contains("\"truncated\"") ? whole.upTo(2, End.TRUNCATED) : whole;
    }

    private static Answer stream(String path, boolean errs) {
        if (path.contains("v2")) {
            return Answer.events(List.of(
                    event(
                            "message-start",
                            "\"id\":\"c1\",\"delta\":{\"message\":{\"role\":\"assistant\",\"content\":[]}}"),
                    delta("Hel"),
                    delta("lo"),
                    event(
                            "message-end",
                            "\"delta\":{\"finish_reason\":\"COMPLETE\",\"usage\":{\"tokens\":" + TOKENS + "}}")));
        }
        String last = path.endsWith("/chat") ? TEXT : GENERATION;
        return Answer.lines(List.of(
                line("text-generation", "\"text\":\"Hel\""),
                line("text-generation", "\"text\":\"lo\""),
                errs
                        ? line("stream-error", "\"is_finished\":true,\"finish_reason\":\"ERROR\",\"err\":\"no memory\"")
                        : line(
                                "stream-end",
                                "\"is_finished\":true,\"finish_reason\":\"COMPLETE\",\"response\":" + last)));
    }

    private static String json(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return switch (name) {
            case "embed" ->
                path.contains("v2")
                        ? "{\"id\":\"e1\",\"embeddings\":{\"float\":[[0.1,0.2]]},\"texts\":[\"a\"]," + META + "}"
                        : "{\"response_type\":\"embeddings_floats\",\"id\":\"e1\",\"embeddings\":[[0.1,0.2]],"
                                + "\"texts\":[\"a\"]," + META + "}";
            case "rerank" -> "{\"id\":\"r1\",\"results\":[{\"index\":0,\"relevance_score\":0.9}],\"meta\":{}}";
            case "classify" -> "{\"id\":\"k1\",\"classifications\":[]}";
            case "summarize" -> "{\"id\":\"s1\",\"summary\":\"short\",\"meta\":{}}";
            case "generate" -> GENERATION;
            default ->
                path.contains("v2")
                        ? "{\"id\":\"c1\",\"finish_reason\":\"COMPLETE\",\"message\":{\"role\":\"assistant\",\"content\":"
                                + "[{\"type\":\"text\",\"text\":\"Hello\"}]},\"usage\":{\"tokens\":" + TOKENS + "}}"
                        : TEXT;
        };
    }

    private static String delta(String text) {
        return event("content-delta", "\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"" + text + "\"}}}");
    }

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + more + "}\n\n";
    }

    private static String line(String type, String more) {
        return "{\"event_type\":\"" + type + "\"," + more + "}\n";
    }
}
