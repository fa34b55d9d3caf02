package com.acme.apps;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.StreamingResponseHandler;
import dev.langchain4j.model.chat.ChatLanguageModel;
import dev.langchain4j.model.chat.StreamingChatLanguageModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What LangChainApp does, with LangChain4j before 1.0. */
public final class OldLangChainApp {
    private OldLangChainApp() {}

    public static void main(String[] arguments) throws Exception {
        ChatLanguageModel model = new Answering();
        check(model.generate("Hello"));
        check(model.generate("Hello again"));
        try {
            model.generate("fail");
            throw new AssertionError("a failure was expected");
        } catch (IllegalStateException expected) {
            System.out.println("failed");
        }
        Streaming streaming = new Streaming();
        stream(streaming, "Hello");
        stream(streaming, "fail");
        Waiting.untilTold();
    }

    private static void check(String answer) {
        if (!answer.equals("Hello")) {
            throw new AssertionError(answer);
        }
    }

    private static void stream(StreamingChatLanguageModel model, String text) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        model.generate(text, new StreamingResponseHandler<AiMessage>() {
            @Override
            public void onNext(String part) {
                System.out.println(part);
            }

            @Override
            public void onComplete(Response<AiMessage> response) {
                check(response.content().text());
                done.countDown();
            }

            @Override
            public void onError(Throwable failure) {
                done.countDown();
            }
        });
        done.await();
    }

    private static Response<AiMessage> answer() {
        return Response.from(AiMessage.from("Hello"), new TokenUsage(3, 5));
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers at once. */
    private static final class Answering implements ChatLanguageModel {
        private final String modelName = "own-model";

        @Override
        public Response<AiMessage> generate(List<ChatMessage> messages) {
            pause();
            if (messages.toString().contains("fail")) {
                throw new IllegalStateException("as told");
            }
            return answer();
        }
    }

    /** Answers from a thread of its own. */
    private static final class Streaming implements StreamingChatLanguageModel {
        private final String modelName = "own-model";

        @Override
        public void generate(List<ChatMessage> messages, StreamingResponseHandler<AiMessage> handler) {
            boolean fails = messages.toString().contains("fail");
            new Thread(() -> {
                        pause();
                        handler.onNext("Hel");
                        handler.onNext("lo");
                        if (fails) {
                            handler.onError(new IllegalStateException("as told"));
                        } else {
                            handler.onComplete(answer());
                        }
                    })
                    .start();
        }
    }
}
