package io.nightjar.koog;

import static io.nightjar.kit.Sight.client;

import io.nightjar.kit.SightsByApp;
import java.util.List;

/** What the preset must see of an application that uses the real library: this, and no other operation. */
final class Sights {
    private static final String GPT = "gpt-of-tests";
    static final SightsByApp BY_APP = new SightsByApp();

    static {
        BY_APP.put(
                "KoogApp",
                List.of(
                        client("koog.chat", 6).failed(2).stopped(1).model(GPT).tokens(36, 16),
                        client("koog.chat-stream", 7)
                                .failed(3)
                                .stopped(1)
                                .model(GPT)
                                .tokens(27, 12)
                                .chunks(20),
                        client("koog.embed", 5).failed(2).model("embed-of-tests"),
                        client("koog.moderate", 2).failed(1).model("moderation-of-tests")));
    }

    private Sights() {}
}
