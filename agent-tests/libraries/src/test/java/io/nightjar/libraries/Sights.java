package io.nightjar.libraries;

import static io.nightjar.kit.Sight.client;
import static io.nightjar.kit.Sight.engine;
import static io.nightjar.kit.Sight.framework;
import static io.nightjar.kit.Sight.orchestration;

import io.nightjar.kit.SightsByApp;
import java.util.List;

/** What the presets must see of each application that uses a real library: this, and no other operation. */
final class Sights {
    private static final String GPT = "gpt-of-tests";
    private static final String EMBEDDING = "embed-of-tests";
    private static final String CLAUDE = "claude-of-tests";
    private static final String AUDIO = "audio-of-tests";
    private static final String SPEECH = "speech-of-tests";
    private static final String IMAGE = "image-of-tests";
    private static final String MODERATION = "moderate-of-tests";
    static final SightsByApp BY_APP = new SightsByApp();

    static {
        BY_APP.put("OnnxApp", List.of(engine("onnxruntime.run", 21).failed(1).model("classifier.onnx")));
        BY_APP.put(
                "DjlApp",
                List.of(
                        framework("djl.predict", 5).model("classifier"),
                        engine("onnxruntime.run", 5).model("classifier.onnx")));
        BY_APP.put(
                "DjlStreamApp",
                List.of(
                        framework("djl.predict", 0),
                        framework("djl.predict-stream", 3).failed(2).stopped(1).chunks(5)));
        BY_APP.put(
                "MiniLmApp",
                List.of(
                        framework("langchain4j.embed", 6).model("unknown").tokens(52, 0),
                        engine("onnxruntime.run", 7)));
        BY_APP.put(
                "LangChainApp",
                List.of(
                        framework("langchain4j.chat", 3)
                                .failed(1)
                                .model("own-model")
                                .tokens(6, 10),
                        framework("langchain4j.chat-stream", 2)
                                .failed(1)
                                .model("own-model")
                                .tokens(3, 5)
                                .chunks(4)));
        BY_APP.put(
                "LangChainOpenAiApp",
                List.of(
                        framework("langchain4j.chat", 3).failed(1).model(GPT).tokens(18, 8),
                        framework("langchain4j.chat-stream", 2)
                                .failed(1)
                                .model(GPT)
                                .tokens(9, 4)
                                .chunks(3),
                        framework("langchain4j.embed", 2)
                                .failed(1)
                                .model(EMBEDDING)
                                .tokens(5, 0),
                        framework("langchain4j.score", 2)
                                .failed(1)
                                .model("score-of-tests")
                                .tokens(3, 0),
                        framework("langchain4j.image", 2).failed(1).model(IMAGE),
                        framework("langchain4j.moderate", 2).failed(1).model(MODERATION),
                        framework("langchain4j.generate", 2)
                                .failed(1)
                                .model(GPT)
                                .tokens(9, 4)));
        BY_APP.put(
                "SpringAiApp",
                List.of(
                        framework("spring-ai.chat", 2).failed(1).model(GPT).tokens(9, 4),
                        framework("spring-ai.chat-stream", 3)
                                .failed(1)
                                .stopped(1)
                                .model(GPT)
                                .tokens(18, 8)
                                .chunks(9),
                        framework("spring-ai.embed", 2)
                                .failed(1)
                                .model(EMBEDDING)
                                .tokens(5, 0),
                        framework("spring-ai.image", 2).failed(1).model(IMAGE),
                        framework("spring-ai.moderate", 2).failed(1).model(MODERATION),
                        // A class of tools comes into sight, but none is called.
                        orchestration("spring-ai-tools.call", 0),
                        client("openai.chat", 2).failed(1).model(GPT).tokens(9, 4),
                        client("openai.chat-stream", -1),
                        client("openai.embed", 2).failed(1).model(EMBEDDING).tokens(5, 0),
                        client("openai.image", 2).failed(1).model(IMAGE).tokens(9, 4),
                        client("openai.image-stream", 0),
                        client("openai.moderate", 2).failed(1).model(MODERATION)));
        BY_APP.put(
                "OpenAiApp",
                List.of(
                        client("openai.chat", 3).failed(1).model(GPT).tokens(18, 8),
                        client("openai.chat-stream", 4)
                                .failed(1)
                                .stopped(1)
                                .model(GPT)
                                .tokens(27, 12)
                                .chunks(13),
                        client("openai.response", 2).failed(1).model(GPT).tokens(9, 4),
                        client("openai.response-stream", 2)
                                .failed(1)
                                .model(GPT)
                                .tokens(9, 4)
                                .chunks(4),
                        client("openai.completion", 2).failed(1).model(GPT).tokens(9, 4),
                        client("openai.completion-stream", 2)
                                .failed(1)
                                .model(GPT)
                                .tokens(9, 4)
                                .chunks(4),
                        client("openai.embed", 2).failed(1).model(EMBEDDING).tokens(5, 0),
                        client("openai.image", 2).failed(1).model(IMAGE).tokens(9, 4),
                        client("openai.image-stream", 0),
                        client("openai.moderate", 2).failed(1).model(MODERATION)));
        BY_APP.put(
                "OpenAiMediaApp",
                List.of(
                        client("openai.speech", 3).failed(1).model(SPEECH),
                        client("openai.transcribe", 3).failed(1).model(AUDIO),
                        client("openai.transcribe-stream", 2)
                                .failed(1)
                                .model(AUDIO)
                                .chunks(3),
                        client("openai.image", 1).model(IMAGE).tokens(9, 4),
                        client("openai.image-stream", 2)
                                .failed(1)
                                .model(IMAGE)
                                .tokens(9, 4)
                                .chunks(3),
                        client("openai.chat", 3).failed(1).model(GPT),
                        client("openai.chat-stream", 0),
                        client("openai.response", 2).model(GPT).tokens(9, 4),
                        client("openai.response-stream", 1)
                                .model(GPT)
                                .tokens(9, 4)
                                .chunks(4)));
        BY_APP.put(
                "SpringAiMediaApp",
                List.of(
                        framework("spring-ai.speech", 3).failed(1).model(SPEECH),
                        framework("spring-ai.speech-stream", 2)
                                .failed(1)
                                .model(SPEECH)
                                .chunks(1),
                        framework("spring-ai.transcribe", 3).failed(1).model(AUDIO),
                        framework("spring-ai.transcribe-stream", 2)
                                .failed(1)
                                .stopped(1)
                                .model(AUDIO)
                                .chunks(4),
                        client("openai.speech", 5).failed(2).model(SPEECH),
                        client("openai.transcribe", 3).failed(1).model(AUDIO),
                        client("openai.transcribe-stream", 2)
                                .failed(1)
                                .stopped(1)
                                .model(AUDIO)
                                .chunks(4)));
        BY_APP.put(
                "AnthropicApp",
                List.of(
                        client("anthropic.message", 4).failed(1).model(CLAUDE).tokens(22, 14),
                        client("anthropic.message-stream", 2)
                                .failed(1)
                                .model(CLAUDE)
                                .tokens(11, 7)
                                .chunks(8)));
        BY_APP.put(
                "RawStreamsApp",
                List.of(
                        client("openai.chat", 0),
                        client("anthropic.message", 0),
                        client("openai.chat-stream", 4)
                                .failed(1)
                                .stopped(2)
                                .model(GPT)
                                .tokens(18, 8)
                                .chunks(9),
                        client("anthropic.message-stream", 1)
                                .stopped(1)
                                .model("claude-of-tests")
                                .tokens(11, 7)
                                .chunks(-1)));
        BY_APP.put(
                "LlamaApp",
                List.of(
                        engine("llama-cpp.complete", 2),
                        engine("llama-cpp.generate", 1).stopped(2).chunks(-1)));
        BY_APP.put(
                "OpenNlpApp",
                List.of(
                        engine("opennlp.tokenize", 10),
                        engine("opennlp.sentDetect", 1),
                        engine("opennlp.predictLanguage", 1),
                        engine("opennlp.categorize", 1),
                        engine("opennlp.find", 1),
                        engine("opennlp.tag", 1),
                        engine("opennlp.chunk", 1),
                        engine("opennlp.lemmatize", 1)));
        putOldest();
    }

    private static void putOldest() {
        BY_APP.putOldest(
                "OldOpenAiApp",
                List.of(
                        client("openai.chat", 3).failed(1).model(GPT).tokens(18, 8),
                        client("openai.chat-stream", 3)
                                .failed(1)
                                .stopped(1)
                                .model(GPT)
                                .tokens(18, 8)
                                .chunks(9),
                        client("openai.completion", 2).failed(1).model(GPT).tokens(9, 4),
                        client("openai.completion-stream", 2)
                                .failed(1)
                                .model(GPT)
                                .tokens(9, 4)
                                .chunks(4),
                        client("openai.embed", 2).failed(1).model(EMBEDDING).tokens(5, 0),
                        client("openai.image", 2).failed(1).model(IMAGE),
                        client("openai.moderate", 2).failed(1).model(MODERATION)));
        BY_APP.putOldest(
                "OldAnthropicApp",
                List.of(
                        client("anthropic.message", 3).failed(1).model(CLAUDE).tokens(22, 14),
                        client("anthropic.message-stream", 3)
                                .failed(1)
                                .stopped(1)
                                .model(CLAUDE)
                                .tokens(33, 14)
                                .chunks(17)));
        BY_APP.putOldest("OldLangChainApp", BY_APP.of("LangChainApp"));
        BY_APP.putOldest("OldOpenNlpApp", BY_APP.of("OpenNlpApp"));
        BY_APP.putOldest("OnnxApp");
        BY_APP.putOldest(
                "OldLlamaApp",
                List.of(
                        engine("llama-cpp.complete", 1),
                        engine("llama-cpp.generate", 1).stopped(1).chunks(-1)));
    }

    private Sights() {}
}
