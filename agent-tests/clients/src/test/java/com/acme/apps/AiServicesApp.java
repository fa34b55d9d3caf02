package com.acme.apps;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import java.util.Map;

/** AI services and workflows of agents over a model of the application's own. */
public final class AiServicesApp {
    private AiServicesApp() {}

    /** A service. */
    public interface Assistant {
        String chat(String text);
    }

    /** An agent. */
    public interface Writer {
        @UserMessage("Write about {{topic}}")
        @Agent("writes")
        String write(@V("topic") String topic);
    }

    /** Another. */
    public interface Editor {
        @UserMessage("Shorten {{text}}")
        @Agent("shortens")
        String shorten(@V("text") String text);
    }

    /** What the model may ask for. */
    static final class Clock {
        @Tool("the time")
        String time() {
            return "noon";
        }
    }

    public static void main(String[] arguments) throws Exception {
        Answering model = new Answering();
        Assistant assistant = AiServices.create(Assistant.class, model);
        Later.require(assistant.chat("Hi").equals("Hello"), "a service's answer");
        Later.require(assistant.toString().contains("Assistant"), "a service's name");
        Assistant withTools = AiServices.builder(Assistant.class)
                .chatModel(model)
                .tools(new Clock())
                .build();
        Later.require(withTools.chat("the time?").equals("noon"), "an answer by a tool");
        Refused.expect(() -> assistant.chat("fail"));
        UntypedAgent workflow = AgenticServices.sequenceBuilder()
                .subAgents(
                        AgenticServices.agentBuilder(Writer.class)
                                .chatModel(model)
                                .outputKey("text")
                                .build(),
                        AgenticServices.agentBuilder(Editor.class)
                                .chatModel(model)
                                .outputKey("text")
                                .build())
                .outputKey("text")
                .build();
        Later.require(workflow.invoke(Map.of("topic", "birds")).equals("Hello"), "a workflow's result");
        Refused.expect(() -> workflow.invoke(Map.of("topic", "fail")));
        Waiting.untilTold();
    }

    /** Answers, asks for the tool where it has one and has not been told, or fails. */
    private static final class Answering implements ChatModel {
        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return ChatRequestParameters.builder().modelName("own-model").build();
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            String last = request.messages().get(request.messages().size() - 1).toString();
            if (last.contains("fail")) {
                throw new IllegalStateException("as told");
            }
            AiMessage answer = AiMessage.from("Hello");
            if (request.messages().get(request.messages().size() - 1) instanceof ToolExecutionResultMessage told) {
                answer = AiMessage.from(told.text());
            } else if (!request.toolSpecifications().isEmpty()) {
                answer = AiMessage.from(ToolExecutionRequest.builder()
                        .id("t1")
                        .name("time")
                        .arguments("{}")
                        .build());
            }
            return ChatResponse.builder()
                    .aiMessage(answer)
                    .modelName("own-model")
                    .tokenUsage(new TokenUsage(3, 5))
                    .build();
        }
    }
}
