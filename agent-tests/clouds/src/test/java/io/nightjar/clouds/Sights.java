package io.nightjar.clouds;

import static io.nightjar.kit.Sight.client;

import io.nightjar.kit.SightsByApp;
import java.util.List;

/** What the presets must see of each application that uses a real library: this, and no other operation. */
final class Sights {
    private static final String CLAUDE = "claude-of-tests";
    private static final String ENDPOINT = "endpoint-of-tests";
    private static final String GEMINI = "gemini-of-tests";
    static final SightsByApp BY_APP = new SightsByApp();

    static {
        BY_APP.put(
                "GeminiApp",
                List.of(
                        client("google-genai.generate", 11)
                                .failed(3)
                                .stopped(1)
                                .model(GEMINI)
                                .tokens(72, 32),
                        client("google-genai.generate-stream", 8)
                                .failed(4)
                                .stopped(1)
                                .model(GEMINI)
                                .tokens(36, 16)
                                .chunks(18),
                        client("google-genai.embed", 4).failed(1).model("embed-of-tests"),
                        client("google-genai.image", 3).failed(1).model("image-of-tests")));
        BY_APP.put(
                "BedrockApp",
                List.of(
                        client("bedrock.converse", 8)
                                .failed(3)
                                .stopped(1)
                                .model(CLAUDE)
                                .tokens(45, 20),
                        client("bedrock.converse-stream", 8)
                                .failed(3)
                                .stopped(1)
                                .model(CLAUDE)
                                .tokens(36, 16)
                                .chunks(-1),
                        client("bedrock.invoke", 4).failed(1).model(CLAUDE),
                        client("bedrock.invoke-stream", 2)
                                .failed(1)
                                .model(CLAUDE)
                                .chunks(3)));
        BY_APP.put(
                "SageMakerApp",
                List.of(
                        client("sagemaker.invoke", 7).failed(3).stopped(1).model(ENDPOINT),
                        client("sagemaker.invoke-async", 3).failed(1).model(ENDPOINT),
                        client("sagemaker.invoke-stream", 5)
                                .failed(3)
                                .stopped(1)
                                .model(ENDPOINT)
                                .chunks(-1)));
        BY_APP.put(
                "BothAwsApp",
                List.of(
                        client("bedrock.converse", 0),
                        client("bedrock.converse-stream", 0),
                        client("bedrock.invoke", 0),
                        client("bedrock.invoke-stream", 2).model(CLAUDE).chunks(6),
                        client("sagemaker.invoke", 0),
                        client("sagemaker.invoke-async", 0),
                        client("sagemaker.invoke-stream", 2).model(ENDPOINT).chunks(6)));
        BY_APP.putOldest(
                "OldGeminiApp",
                List.of(
                        client("google-genai.generate", 4)
                                .failed(2)
                                .model(GEMINI)
                                .tokens(18, 8),
                        client("google-genai.generate-stream", 3)
                                .failed(1)
                                .model(GEMINI)
                                .tokens(18, 8)
                                .chunks(6),
                        client("google-genai.embed", 2).model("embed-of-tests"),
                        client("google-genai.image", 0)));
        BY_APP.putOldest("BedrockApp");
        BY_APP.putOldest("SageMakerApp");
    }

    private Sights() {}
}
