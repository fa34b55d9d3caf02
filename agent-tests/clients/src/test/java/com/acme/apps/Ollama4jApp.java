package com.acme.apps;

import com.acme.apps.Answer.End;
import io.github.ollama4j.Ollama;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatResult;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import io.github.ollama4j.models.generate.OllamaGenerateStreamObserver;
import io.github.ollama4j.models.request.ThinkMode;
import io.github.ollama4j.models.response.OllamaAsyncResultStreamer;
import io.github.ollama4j.models.response.OllamaResult;
import java.util.ArrayList;
import java.util.List;

/** Ollama4j: chats and generations, whole, in pieces, on a thread of the library's own, refused and broken off. */
public final class Ollama4jApp {
    private static final String USAGE = ",\"done_reason\":\"stop\",\"prompt_eval_count\":9,\"eval_count\":4,"
            + "\"total_duration\":5,\"load_duration\":1,\"prompt_eval_duration\":1,\"eval_duration\":3";
    private static final List<String> WORDS = List.of("Hello", " there", "!");

    private Ollama4jApp() {}

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(Ollama4jApp::answer)) {
            Ollama ollama = new Ollama(server.url());
            ollama.setMetricsEnabled(false);
            ollama.setRequestTimeoutSeconds(20);
            chats(ollama);
            generations(ollama);
            async(ollama);
            embeddings(ollama);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void chats(Ollama ollama) throws Exception {
        OllamaChatResult whole = ollama.chat(chat("llama-of-tests"), null);
        Later.require(text(whole).equals("Hello there!"), "a chat: " + whole);
        List<String> parts = new ArrayList<>();
        OllamaChatResult streamed = ollama.chat(
                chat("llama-of-tests"), part -> parts.add(part.getMessage().getResponse()));
        Later.require(parts.subList(0, WORDS.size()).equals(WORDS), "parts of a chat: " + parts);
        Later.require(text(streamed).equals("Hello there!"), "a streamed chat: " + streamed);
        Refused.expect(() -> ollama.chat(chat("broken"), null));
        Refused.expect(() -> ollama.chat(chat("truncated"), part -> {}));
        Refused.expect(() -> ollama.chat(chat("out-of-memory"), part -> {}));
        Refused.expect(() -> ollama.chat(chat("llama-of-tests"), part -> {
            throw new IllegalStateException("of the application");
        }));
    }

    private static void generations(Ollama ollama) throws Exception {
        OllamaResult whole = ollama.generate(generation("llama-of-tests", false), null);
        Later.require(whole.getResponse().equals("Hello there!"), "a generation: " + whole);
        List<String> parts = new ArrayList<>();
        OllamaResult streamed =
                ollama.generate(generation("llama-of-tests", true), new OllamaGenerateStreamObserver(null, parts::add));
        Later.require(parts.subList(0, WORDS.size()).equals(WORDS), "parts of a generation: " + parts);
        Later.require(streamed.getResponse().equals("Hello there!"), "a streamed generation: " + streamed);
        Refused.expect(() -> ollama.generate(generation("broken", false), null));
        OllamaResult endless =
                ollama.generate(generation("endless", true), new OllamaGenerateStreamObserver(null, null));
        Later.require(!endless.isDone(), "one without an end: " + endless);
    }

    private static void async(Ollama ollama) throws Exception {
        OllamaAsyncResultStreamer streamer = ollama.generateAsync("llama-of-tests", "Hi", false, ThinkMode.DISABLED);
        streamer.join();
        Later.require(streamer.getCompleteResponse().equals("Hello there!"), "on a thread: " + streamer);
        OllamaAsyncResultStreamer refused = ollama.generateAsync("broken", "Hi", false, ThinkMode.DISABLED);
        refused.join();
        Later.require(!refused.isSucceeded(), "refused on a thread: " + refused);
    }

    private static void embeddings(Ollama ollama) throws Exception {
        Later.require(
                ollama.embed(new OllamaEmbedRequest("embed-of-tests", List.of("a")))
                                .getEmbeddings()
                                .get(0)
                                .size()
                        == 2,
                "an embedding");
        Refused.expect(() -> ollama.embed(new OllamaEmbedRequest("broken", List.of("a"))));
    }

    private static OllamaChatRequest chat(String model) {
        return OllamaChatRequest.builder()
                .withModel(model)
                .withMessage(OllamaChatMessageRole.USER, "Hi")
                .build();
    }

    private static OllamaGenerateRequest generation(String model, boolean streams) {
        return OllamaGenerateRequest.builder()
                .withModel(model)
                .withPrompt("Hi")
                .withStreaming(streams)
                .withThink(ThinkMode.DISABLED)
                .build();
    }

    private static String text(OllamaChatResult result) {
        return result.getResponseModel().getMessage().getResponse();
    }

    static Answer answer(String path, String request) {
        if (request.contains("\"broken\"")) {
            return Answer.refused(404, "{\"error\":\"model not found\"}");
        }
        if (path.endsWith("/embed")) {
            return Answer.json("{\"model\":\"embed-of-tests\",\"embeddings\":[[0.1,0.2]],\"prompt_eval_count\":5}");
        }
        boolean chat = path.endsWith("/chat");
        List<String> lines = new ArrayList<>();
        boolean streams = request.contains("\"stream\":true");
        if (streams) {
            WORDS.forEach(word -> lines.add(line(chat, word, false)));
        }
        lines.add(line(chat, streams ? "" : "Hello there!", true));
        if (request.contains("\"endless\"")) {
            return Answer.lines(lines).upTo(2, End.WHOLE);
        }
        if (request.contains("\"truncated\"")) {
            return Answer.lines(lines).upTo(2, End.TRUNCATED);
        }
        if (request.contains("\"out-of-memory\"")) {
            return Answer.lines(List.of(lines.get(0), "{\"error\":\"out of memory\"}\n"));
        }
        return Answer.lines(lines);
    }

    private static String line(boolean chat, String text, boolean done) {
        String said = chat
                ? "\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}"
                : "\"response\":\"" + text + '"';
        return "{\"model\":\"llama-of-tests\",\"created_at\":\"2026-01-01T00:00:00Z\"," + said + ",\"done\":" + done
                + (done ? USAGE : "") + "}\n";
    }
}
