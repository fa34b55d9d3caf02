package com.acme.apps;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import java.util.concurrent.CountDownLatch;

/** LangChain4j's chat with models of the application's own: they answer at once, stream from another thread, or fail. */
public final class LangChainApp {
    private static final ChatRequestParameters DEFAULTS =
            ChatRequestParameters.builder().modelName("own-model").build();

    private LangChainApp() {}

    public static void main(String[] arguments) throws Exception {
        ChatModel model = new Answering();
        model.chat("Hello");
        model.chat("Hello again");
        try {
            model.chat("fail");
        } catch (IllegalStateException expected) {
            System.out.println("failed");
        }
        Streaming streaming = new Streaming();
        stream(streaming, "Hello");
        stream(streaming, "fail");
        Waiting.untilTold();
    }

    private static void stream(StreamingChatModel model, String text) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        model.chat(text, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {
                System.out.println(part);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                done.countDown();
            }

            @Override
            public void onError(Throwable failure) {
                done.countDown();
            }
        });
        done.await();
    }

    private static ChatResponse answer() {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("Hello"))
                .modelName("own-model")
                .tokenUsage(new TokenUsage(3, 5))
                .build();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers at once. */
    private static final class Answering implements ChatModel {
        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return DEFAULTS;
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            pause();
            if (request.messages().toString().contains("fail")) {
                throw new IllegalStateException("as told");
            }
            return answer();
        }
    }

    /** Answers from a thread of its own. */
    private static final class Streaming implements StreamingChatModel {
        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return DEFAULTS;
        }

        @Override
        public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            boolean fails = request.messages().toString().contains("fail");
            new Thread(() -> {
                        pause();
                        handler.onPartialResponse("Hel");
                        handler.onPartialResponse("lo");
                        if (fails) {
                            handler.onError(new IllegalStateException("as told"));
                        } else {
                            handler.onCompleteResponse(answer());
                        }
                    })
                    .start();
        }
    }
}
