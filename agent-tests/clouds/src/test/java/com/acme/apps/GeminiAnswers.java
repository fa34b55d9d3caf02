package com.acme.apps;

import com.acme.apps.Answer.End;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Gemini's servers answer. The model in the path says how: {@code broken} is refused, {@code busy} is so once,
 * {@code stalling} falls silent, {@code truncated} ends its connection before the stream's end, {@code erring} tells of a
 * failure in its last chunk.
 */
final class GeminiAnswers {
    private static final String USAGE =
            ",\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4,\"totalTokenCount\":13}";
    private static final AtomicInteger BUSY = new AtomicInteger();

    private GeminiAnswers() {}

    static Answer answer(String path, String request) {
        if (path.contains("/broken:")) {
            return Answer.refused(404, error(404, "NOT_FOUND"));
        }
        if (path.contains("/busy:") && BUSY.getAndIncrement() == 0) {
            return Answer.refused(503, error(503, "UNAVAILABLE"));
        }
        boolean streams = path.endsWith(":streamGenerateContent");
        Answer whole = streams ? stream(path.contains("/erring:")) : Answer.json(json(path));
        if (path.contains("/stalling:")) {
            return whole.upTo(streams ? 2 : 0, End.STALLED);
        }
        return path.contains("/truncated:") ? whole.upTo(streams ? 2 : 0, End.TRUNCATED) : whole;
    }

    private static Answer stream(boolean errs) {
        return Answer.events(List.of(
                event(part("Hel", "")),
                event(part("lo", "")),
                event(errs ? error(503, "UNAVAILABLE") : part("!", ",\"finishReason\":\"STOP\""))));
    }

    private static String event(String json) {
        return "data: " + json + "\n\n";
    }

    private static String part(String text, String more) {
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"" + text + "\"}]},\"index\":0"
                + more + "}],\"modelVersion\":\"gemini\"" + (more.isEmpty() ? "" : USAGE) + "}";
    }

    private static String error(int code, String status) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"no\",\"status\":\"" + status + "\"}}";
    }

    private static String json(String path) {
        if (path.endsWith(":generateContent")) {
            return part("Hello", ",\"finishReason\":\"STOP\"");
        }
        return path.endsWith(":predict")
                ? "{\"predictions\":[{\"bytesBase64Encoded\":\"AA==\",\"mimeType\":\"image/png\"}]}"
                : "{\"embeddings\":[{\"values\":[0.1,0.2]}]}";
    }
}
