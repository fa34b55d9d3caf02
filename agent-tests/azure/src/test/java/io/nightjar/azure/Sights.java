package io.nightjar.azure;

import static io.nightjar.kit.Sight.client;
import static io.nightjar.kit.Sight.framework;

import io.nightjar.kit.SightsByApp;
import java.util.List;

/** What the presets must see of each application that uses a real library: this, and no other operation. */
final class Sights {
    private static final String GPT = "gpt-of-tests";
    private static final String EMBED = "embed-of-tests";
    static final SightsByApp BY_APP = new SightsByApp();

    static {
        BY_APP.put(
                "AzureOpenAiApp",
                List.of(
                        client("azure-openai.chat", 7).failed(2).model(GPT).tokens(45, 20),
                        client("azure-openai.chat-stream", 8)
                                .failed(4)
                                .stopped(1)
                                .model(GPT)
                                .tokens(36, 16)
                                .chunks(-1),
                        client("azure-openai.completion", 4).model(GPT).tokens(36, 16),
                        client("azure-openai.completion-stream", 1)
                                .model(GPT)
                                .tokens(9, 4)
                                .chunks(4),
                        client("azure-openai.embed", 4).failed(1).model(EMBED).tokens(15, 0),
                        client("azure-openai.image", 2).model("image-of-tests"),
                        client("azure-openai.speech", 1).model("speech-of-tests"),
                        client("azure-openai.transcribe", 4).model("audio-of-tests")));
        BY_APP.put(
                "AzureInferenceApp",
                List.of(
                        client("azure-inference.chat", 5).failed(2).model(GPT).tokens(27, 12),
                        client("azure-inference.chat-stream", 4)
                                .failed(2)
                                .stopped(1)
                                .model(GPT)
                                .tokens(18, 8)
                                .chunks(-1),
                        client("azure-inference.embed", 5)
                                .failed(1)
                                .model(EMBED)
                                .tokens(20, 0)));
        BY_APP.put(
                "AzureImagesApp",
                List.of(client("azure-inference.embed", 2).model(EMBED).tokens(10, 0)));
        BY_APP.put(
                "SemanticKernelApp",
                List.of(
                        framework("semantic-kernel.chat", 4)
                                .failed(1)
                                .model(GPT)
                                .tokens(27, 12),
                        framework("semantic-kernel.chat-stream", 2)
                                .failed(1)
                                .stopped(1)
                                .model(GPT)
                                .chunks(5),
                        framework("semantic-kernel.complete", 1).model(GPT).tokens(9, 4),
                        framework("semantic-kernel.complete-stream", 1)
                                .model(GPT)
                                .chunks(2),
                        framework("semantic-kernel.embed", 2).model(EMBED),
                        client("azure-openai.chat", 4).failed(1).model(GPT).tokens(27, 12),
                        client("azure-openai.chat-stream", 2)
                                .failed(1)
                                .stopped(1)
                                .model(GPT)
                                .tokens(9, 4)
                                .chunks(5),
                        client("azure-openai.completion", 2).model(GPT).tokens(18, 8),
                        client("azure-openai.completion-stream", 0),
                        client("azure-openai.embed", 2).model(EMBED).tokens(10, 0),
                        client("azure-openai.image", 0),
                        client("azure-openai.speech", 0),
                        client("azure-openai.transcribe", 0)));
        BY_APP.putOldest("AzureOpenAiApp");
        BY_APP.putOldest("AzureInferenceApp");
        BY_APP.putOldest(
                "OldSemanticKernelApp",
                List.of(
                        framework("semantic-kernel.chat", 4)
                                .failed(1)
                                .model(GPT)
                                .tokens(27, 12),
                        framework("semantic-kernel.complete", 1).model(GPT).tokens(9, 4),
                        framework("semantic-kernel.complete-stream", 1)
                                .model(GPT)
                                .chunks(2),
                        framework("semantic-kernel.embed", 2).failed(1).model(EMBED),
                        client("azure-openai.chat", 4).failed(1).model(GPT).tokens(27, 12),
                        client("azure-openai.chat-stream", 0),
                        client("azure-openai.completion", 2).model(GPT).tokens(18, 8),
                        client("azure-openai.completion-stream", 0),
                        client("azure-openai.embed", 2).failed(1).model(EMBED).tokens(5, 0),
                        client("azure-openai.image", 0),
                        client("azure-openai.speech", 0),
                        client("azure-openai.transcribe", 0)));
    }

    private Sights() {}
}
