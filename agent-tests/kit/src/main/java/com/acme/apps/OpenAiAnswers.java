package com.acme.apps;

import com.acme.apps.Answer.End;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server that speaks OpenAI's API answers. The model that is asked for says how: {@code broken} is refused,
 * {@code truncated} ends its connection in a stream, {@code stalling} falls silent in one.
 */
public final class OpenAiAnswers {
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}";

    private OpenAiAnswers() {}

    public static Answer answer(String path, String request) {
        if (request.contains("\"broken\"")) {
            return Answer.refused(
                    400, "{\"error\":{\"message\":\"no such model\",\"type\":\"invalid_request_error\"}}");
        }
        if (path.endsWith("/embeddings")) {
            return Answer.json("{\"object\":\"list\",\"model\":\"embed-of-tests\",\"data\":[{\"object\":\"embedding\","
                    + "\"index\":0,\"embedding\":[0.1,0.2]}],\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}");
        }
        if (!request.replace(" ", "").contains("\"stream\":true")) {
            return Answer.json("{" + head("chat.completion") + ",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]," + USAGE + "}");
        }
        Answer whole = Answer.events(events());
        if (request.contains("\"truncated\"")) {
            return whole.upTo(2, End.TRUNCATED);
        }
        return request.contains("\"stalling\"") ? whole.upTo(2, End.STALLED) : whole;
    }

    private static List<String> events() {
        List<String> events = new ArrayList<>();
        for (String word : List.of("Hello", " there", "!")) {
            events.add(event("{\"role\":\"assistant\",\"content\":\"" + word + "\"},\"finish_reason\":null}]}"));
        }
        events.add(event("{},\"finish_reason\":\"stop\"}]," + USAGE + "}"));
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static String event(String delta) {
        return "data: {" + head("chat.completion.chunk") + ",\"choices\":[{\"index\":0,\"delta\":" + delta + "\n\n";
    }

    private static String head(String object) {
        return "\"id\":\"c1\",\"object\":\"" + object + "\",\"created\":1,\"model\":\"gpt-of-tests\"";
    }
}
