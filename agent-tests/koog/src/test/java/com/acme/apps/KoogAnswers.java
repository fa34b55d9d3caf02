package com.acme.apps;

import com.acme.apps.Answer.End;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a server answers to Koog: as {@link OpenAiAnswers}, and beyond that a model {@code flaky-…} is refused twice before it
 * answers, {@code busy} is always refused, and {@code silent} never says anything. Thread-safe.
 */
final class KoogAnswers {
    private static final int REFUSALS = 2;
    private static final List<String> FLAKY = List.of("flaky-chat", "flaky-stream", "flaky-embed");

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    Answer answer(String path, String request) {
        if (request.contains("\"busy\"") || FLAKY.stream().anyMatch(model -> refuses(model, request))) {
            return Answer.refused(503, "{\"error\":{\"message\":\"busy\",\"type\":\"server_error\"}}");
        }
        if (request.contains("\"silent\"")) {
            return Answer.json("").upTo(0, End.STALLED);
        }
        if (path.endsWith("/moderations") && !request.contains("\"broken\"")) {
            return Answer.json(moderation());
        }
        return OpenAiAnswers.answer(path, request);
    }

    private boolean refuses(String model, String request) {
        return request.contains('"' + model + '"') && asked.merge(model, 1, Integer::sum) <= REFUSALS;
    }

    private static String moderation() {
        StringBuilder flags = new StringBuilder();
        StringBuilder scores = new StringBuilder();
        StringBuilder inputs = new StringBuilder();
        for (String category : List.of(
                "harassment",
                "harassment/threatening",
                "hate",
                "hate/threatening",
                "sexual",
                "sexual/minors",
                "violence",
                "violence/graphic",
                "self-harm",
                "self-harm/intent",
                "self-harm/instructions",
                "illicit",
                "illicit/violent")) {
            String comma = flags.isEmpty() ? "\"" : ",\"";
            flags.append(comma).append(category).append("\":false");
            scores.append(comma).append(category).append("\":0.01");
            inputs.append(comma).append(category).append("\":[\"text\"]");
        }
        return "{\"id\":\"m1\",\"model\":\"moderation-of-tests\",\"results\":[{\"flagged\":false,\"categories\":{"
                + flags + "},\"category_scores\":{" + scores + "},\"category_applied_input_types\":{" + inputs + "}}]}";
    }
}
