package com.acme.frames;

import com.acme.apps.Refused;
import com.acme.apps.Waiting;
import com.acme.engine.Engine;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;

/** Spring Boot with a chat model of Spring AI's over an engine of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
public class SpringApp {
    public static void main(String[] arguments) throws Exception {
        SpringApplication application = new SpringApplication(SpringApp.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (var context = application.run(arguments)) {
            System.out.println(Engine.class.getClassLoader().getClass().getName());
            ChatModel model = context.getBean(ChatModel.class);
            System.out.println(text(model.call(new Prompt("Hello"))));
            System.out.println(text(model.call(new Prompt("world"))));
            Refused.expect(() -> model.call(new Prompt("")));
            model.stream(new Prompt("bird")).toStream().forEach(chunk -> System.out.println(text(chunk)));
            Waiting.untilTold();
        }
        System.exit(3);
    }

    private static String text(ChatResponse response) {
        return response.getResult().getOutput().getText();
    }

    @Bean
    Engine engine() {
        return new Engine();
    }

    @Bean
    ChatModel model(Engine engine) {
        return new EngineChatModel(engine);
    }

    /** Answers with what the engine makes of the prompt. */
    static final class EngineChatModel implements ChatModel {
        private final Engine engine;

        EngineChatModel(Engine engine) {
            this.engine = engine;
        }

        @Override
        public ChatResponse call(Prompt prompt) {
            return answer(engine.infer(prompt.getContents()));
        }

        @Override
        public Flux<ChatResponse> stream(Prompt prompt) {
            return Flux.just("a ", "b ", prompt.getContents()).map(EngineChatModel::answer);
        }

        private static ChatResponse answer(String text) {
            return new ChatResponse(List.of(new Generation(new AssistantMessage(text))));
        }
    }
}
