package com.acme.apps;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Spring AI's chat over OpenAI's SDK: a call, a stream read twice, and one that is cancelled. */
public final class SpringAiApp {
    private SpringAiApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            OpenAiChatModel model = OpenAiChatModel.builder()
                    .options(OpenAiChatOptions.builder()
                            .baseUrl(server.url())
                            .apiKey("k")
                            .model("gpt-of-tests")
                            .build())
                    .build();
            model.call(new Prompt("Hello"));
            var stream = model.stream(new Prompt("Hello"));
            System.out.println(stream.collectList().block().size() + " chunks");
            System.out.println(stream.collectList().block().size() + " chunks");
            model.stream(new Prompt("Hello")).blockFirst();
            Waiting.untilTold();
        }
        System.exit(0);
    }
}
