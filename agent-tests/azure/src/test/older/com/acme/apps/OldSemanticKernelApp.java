package com.acme.apps;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.microsoft.semantickernel.Kernel;
import com.microsoft.semantickernel.aiservices.openai.chatcompletion.OpenAIChatCompletion;
import com.microsoft.semantickernel.aiservices.openai.textcompletion.OpenAITextGenerationService;
import com.microsoft.semantickernel.aiservices.openai.textembedding.OpenAITextEmbeddingGenerationService;
import com.microsoft.semantickernel.orchestration.InvocationContext;
import com.microsoft.semantickernel.orchestration.InvocationReturnMode;
import com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService;
import com.microsoft.semantickernel.services.chatcompletion.ChatHistory;
import com.microsoft.semantickernel.services.textcompletion.TextGenerationService;
import java.util.List;

/** Semantic Kernel before 1.3 over Azure's SDK, which had no streams of chats: chats, texts and embeddings, whole and refused. */
public final class OldSemanticKernelApp {
    private static final Kernel KERNEL = Kernel.builder().build();

    private OldSemanticKernelApp() {}

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(new AzureAnswers()::answer)) {
            OpenAIAsyncClient client = new OpenAIClientBuilder()
                    .endpoint(server.url())
                    .pipeline(AzureAnswers.pipeline())
                    .buildAsyncClient();
            chats(client);
            others(client);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void chats(OpenAIAsyncClient client) {
        ChatCompletionService chat = chat(client, "gpt-of-tests");
        Later.require(
                chat.getChatMessageContentsAsync(history(), KERNEL, null)
                        .block()
                        .get(0)
                        .getContent()
                        .equals("Hello"),
                "a chat");
        chat.getChatMessageContentsAsync("Hi", KERNEL, null).block();
        InvocationContext whole = InvocationContext.builder()
                .withReturnMode(InvocationReturnMode.FULL_HISTORY)
                .build();
        Later.require(
                chat.getChatMessageContentsAsync(history(), KERNEL, whole)
                                .block()
                                .size()
                        == 2,
                "a question and its answer");
        Refused.expect(() -> chat(client, "broken")
                .getChatMessageContentsAsync(history(), KERNEL, null)
                .block());
    }

    private static void others(OpenAIAsyncClient client) {
        TextGenerationService texts = OpenAITextGenerationService.builder()
                .withModelId("gpt-of-tests")
                .withOpenAIAsyncClient(client)
                .build();
        texts.getTextContentsAsync("Hi", null, KERNEL).block();
        texts.getStreamingTextContentsAsync("Hi", null, KERNEL).collectList().block();
        OpenAITextEmbeddingGenerationService embeddings = OpenAITextEmbeddingGenerationService.builder()
                .withModelId("embed-of-tests")
                .withOpenAIAsyncClient(client)
                .build();
        embeddings.generateEmbeddingsAsync(List.of("a")).block();
        Refused.expect(() -> OpenAITextEmbeddingGenerationService.builder()
                .withModelId("broken")
                .withOpenAIAsyncClient(client)
                .build()
                .generateEmbeddingsAsync(List.of("a"))
                .block());
    }

    private static ChatCompletionService chat(OpenAIAsyncClient client, String model) {
        return OpenAIChatCompletion.builder()
                .withModelId(model)
                .withOpenAIAsyncClient(client)
                .build();
    }

    private static ChatHistory history() {
        ChatHistory history = new ChatHistory();
        history.addUserMessage("Hi");
        return history;
    }
}
