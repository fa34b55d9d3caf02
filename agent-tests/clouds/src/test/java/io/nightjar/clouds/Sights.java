package io.nightjar.clouds;

import static io.nightjar.kit.Sight.client;

import io.nightjar.kit.SightsByApp;
import java.util.List;

/** What the presets must see of each application that uses a real library: this, and no other operation. */
final class Sights {
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
    }

    private Sights() {}
}
