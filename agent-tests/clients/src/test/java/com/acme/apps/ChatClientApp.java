package com.acme.apps;

import java.time.Duration;
import java.util.List;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import reactor.core.publisher.Flux;

/** Spring AI's ChatClient over a model of the application's own, and a tool. */
public final class ChatClientApp {
    private ChatClientApp() {}

    /** What an answer may be converted to. */
    public record City(String name) {}

    public static void main(String[] arguments) throws Exception {
        ChatClient client = ChatClient.create(new Answering());
        Later.require("{\"name\":\"Oslo\"}".equals(ask(client, "Hi").content()), "a text");
        Later.require(ask(client, "Hi").chatResponse() != null, "a response");
        Later.require("Oslo".equals(ask(client, "Hi").entity(City.class).name()), "an object");
        Refused.expect(() -> ask(client, "fail").content());
        Refused.expect(() -> ask(client, "Hi").entity(Integer.class));
        Later.require(stream(client, "Hi").collectList().block().size() == 3, "the chunks of a stream");
        Later.require(stream(client, "wait").blockFirst() != null, "the first chunk");
        Refused.expect(() -> stream(client, "fail").blockLast());
        ToolCallback tool = new Clock();
        Later.require(tool.call("{}").equals("noon"), "a tool");
        Refused.expect(() -> tool.call("fail", null));
        Waiting.untilTold();
    }

    private static ChatClient.CallResponseSpec ask(ChatClient client, String text) {
        return client.prompt(prompt(text)).call();
    }

    private static Flux<String> stream(ChatClient client, String text) {
        return client.prompt(prompt(text)).stream().content();
    }

    private static Prompt prompt(String text) {
        return new Prompt(text, ChatOptions.builder().model("own-model").build());
    }

    /** Answers with a city, or fails. */
    private static final class Answering implements ChatModel {
        @Override
        public ChatResponse call(Prompt prompt) {
            if (prompt.getContents().contains("fail")) {
                throw new IllegalStateException("as told");
            }
            return answer("{\"name\":\"Oslo\"}");
        }

        @Override
        public Flux<ChatResponse> stream(Prompt prompt) {
            if (prompt.getContents().contains("fail")) {
                return Flux.defer(() -> Flux.error(new IllegalStateException("as told")));
            }
            if (prompt.getContents().contains("wait")) {
                return Flux.just("{\"name\":").map(Answering::answer).concatWith(Flux.never());
            }
            return Flux.just("{\"name\":", "\"Os", "lo\"}")
                    .delayElements(Duration.ofMillis(3))
                    .map(Answering::answer);
        }

        private static ChatResponse answer(String text) {
            return new ChatResponse(
                    List.of(new Generation(new AssistantMessage(text))),
                    ChatResponseMetadata.builder().model("own-model").build());
        }
    }

    /** Tells the time. */
    private static final class Clock implements ToolCallback {
        @Override
        public ToolDefinition getToolDefinition() {
            return ToolDefinition.builder()
                    .name("clock")
                    .description("tells the time")
                    .inputSchema("{}")
                    .build();
        }

        @Override
        public String call(String input) {
            if (input.equals("fail")) {
                throw new IllegalStateException("as told");
            }
            return "noon";
        }
    }
}
