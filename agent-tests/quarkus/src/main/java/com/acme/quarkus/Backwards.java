package com.acme.quarkus;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** A model that says what it is told from its end to its beginning. */
@ApplicationScoped
public class Backwards implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
        String told = ((UserMessage) request.messages().get(0)).singleText();
        if (told.equals("refused")) {
            throw new IllegalArgumentException(told);
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(new StringBuilder(told).reverse().toString()))
                .build();
    }
}
