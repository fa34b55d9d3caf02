package com.acme.apps;

import java.util.ArrayList;
import java.util.List;

/** What the server of the tests answers, by the path that is asked: whole, and as events. */
final class ModelAnswers {
    private static final String CHAT_USAGE =
            "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}";
    private static final String RESPONSE_USAGE =
            "\"usage\":{\"input_tokens\":9,\"output_tokens\":4,\"total_tokens\":13,"
                    + "\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens_details\":{\"reasoning_tokens\":0}}";
    private static final String[] WORDS = {"Hello", " there", "!"};
    private static final String[] CATEGORIES = {
        "harassment",
        "harassment/threatening",
        "hate",
        "hate/threatening",
        "illicit",
        "illicit/violent",
        "self-harm",
        "self-harm/instructions",
        "self-harm/intent",
        "sexual",
        "sexual/minors",
        "violence",
        "violence/graphic"
    };

    private ModelAnswers() {}

    static String error() {
        return "{\"error\":{\"message\":\"no such model\",\"type\":\"invalid_request_error\"}}";
    }

    /** The whole answer. */
    static String json(String path) {
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "messages" -> message("[{\"type\":\"text\",\"text\":\"Hello\"}]", "\"end_turn\"", 7);
            case "embeddings" ->
                "{\"object\":\"list\",\"model\":\"embed-of-tests\",\"data\":[{\"object\":\"embedding\","
                        + "\"index\":0,\"embedding\":[0.1,0.2]}],\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}";
            case "transcriptions", "translations" -> "{\"text\":\"Hello\"}";
            case "generations", "edits" ->
                "{\"created\":1,\"data\":[{\"url\":\"http://127.0.0.1/bird.png\"}]," + RESPONSE_USAGE + "}";
            case "moderations" ->
                "{\"id\":\"m1\",\"model\":\"moderate-of-tests\",\"results\":[{\"flagged\":false,"
                        + "\"categories\":{" + categories("false") + "},\"category_scores\":{" + categories("0.01")
                        + "},\"category_applied_input_types\":{" + categories("[\"text\"]") + "}}]}";
            case "responses" -> response();
            default ->
                path.contains("/chat/")
                        ? "{" + chat("chat.completion")
                                + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                + "\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]," + CHAT_USAGE + "}"
                        : "{" + chat("text_completion") + ",\"choices\":[" + text("Hello", "\"stop\"") + "],"
                                + CHAT_USAGE + "}";
        };
    }

    /** The answer in events, each with the empty line that ends it. */
    static List<String> events(String path) {
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "messages" -> messageEvents();
            case "responses" -> responseEvents();
            case "transcriptions" ->
                List.of(
                        event("transcript.text.delta", "\"delta\":\"Hello\""),
                        event("transcript.text.delta", "\"delta\":\" there\""),
                        event("transcript.text.done", "\"text\":\"Hello there\""));
            case "generations" -> imageEvents();
            default -> chatEvents(path.contains("/chat/"));
        };
    }

    private static List<String> imageEvents() {
        String image = "\"b64_json\":\"AA==\",\"created_at\":1,\"size\":\"1024x1024\",\"quality\":\"low\","
                + "\"background\":\"opaque\",\"output_format\":\"png\"";
        return List.of(
                event("image_generation.partial_image", image + ",\"partial_image_index\":0"),
                event("image_generation.partial_image", image + ",\"partial_image_index\":1"),
                event("image_generation.completed", image + ',' + RESPONSE_USAGE));
    }

    private static List<String> chatEvents(boolean chat) {
        String begin = "data: {" + chat(chat ? "chat.completion.chunk" : "text_completion") + ",\"choices\":[";
        List<String> events = new ArrayList<>();
        for (String word : WORDS) {
            String choice = "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + word
                    + "\"},\"finish_reason\":null}";
            events.add(begin + (chat ? choice : text(word, "null")) + "]}\n\n");
        }
        String last = "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}";
        events.add(begin + (chat ? last : text("", "\"stop\"")) + "]," + CHAT_USAGE + "}\n\n");
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static String chat(String object) {
        return "\"id\":\"c1\",\"object\":\"" + object + "\",\"created\":1,\"model\":\"gpt-of-tests\"";
    }

    private static String text(String words, String reason) {
        return "{\"text\":\"" + words + "\",\"index\":0,\"logprobs\":null,\"finish_reason\":" + reason + "}";
    }

    private static String response() {
        return "{\"id\":\"r1\",\"object\":\"response\",\"created_at\":1,\"model\":\"gpt-of-tests\","
                + "\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"id\":\"m1\",\"status\":\"completed\","
                + "\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\",\"annotations\":[]}]}],"
                + "\"parallel_tool_calls\":false,\"tool_choice\":\"auto\",\"tools\":[],\"error\":null,"
                + "\"incomplete_details\":null,\"instructions\":null,\"metadata\":{},\"temperature\":1,\"top_p\":1,"
                + RESPONSE_USAGE + "}";
    }

    private static List<String> responseEvents() {
        List<String> events = new ArrayList<>();
        for (String word : WORDS) {
            events.add(event(
                    "response.output_text.delta",
                    "\"item_id\":\"m1\",\"output_index\":0,\"content_index\":0,"
                            + "\"sequence_number\":1,\"logprobs\":[],\"delta\":\"" + word + '"'));
        }
        events.add(event("response.completed", "\"sequence_number\":2,\"response\":" + response()));
        return events;
    }

    private static String message(String content, String reason, int outputTokens) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-of-tests\",\"content\":"
                + content + ",\"stop_reason\":" + reason + ",\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":11,\"output_tokens\":" + outputTokens + "}}";
    }

    private static List<String> messageEvents() {
        List<String> events = new ArrayList<>();
        events.add(event("message_start", "\"message\":" + message("[]", "null", 1)));
        events.add(event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
        for (String word : WORDS) {
            events.add(event(
                    "content_block_delta",
                    "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + word + "\"}"));
        }
        events.add(event("content_block_stop", "\"index\":0"));
        events.add(event(
                "message_delta",
                "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":7}"));
        events.add(event("message_stop", "\"x\":0"));
        return events;
    }

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + more + "}\n\n";
    }

    private static String categories(String value) {
        StringBuilder all = new StringBuilder();
        for (String category : CATEGORIES) {
            all.append(all.isEmpty() ? "" : ",")
                    .append('"')
                    .append(category)
                    .append("\":")
                    .append(value);
        }
        return all.toString();
    }
}
