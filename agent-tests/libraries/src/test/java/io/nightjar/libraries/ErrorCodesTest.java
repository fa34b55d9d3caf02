package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status of a failed answer stands behind the class of the exception that the real library made of it. */
final class ErrorCodesTest {
    private static final String TELL_ALL =
            "error-rate.threshold=1%;error-rate.min-requests=1;alerts.rate-limit.per=operation";

    @ParameterizedTest
    @CsvSource({
        "OpenAiApp, openai.chat, com.openai.errors.BadRequestException 400",
        "AnthropicApp, anthropic.message, com.anthropic.errors.BadRequestException 400",
        "LangChainOpenAiApp, langchain4j.chat, dev.langchain4j.exception.InvalidRequestException 400",
        "SpringAiApp, spring-ai.chat, com.openai.errors.BadRequestException 400",
    })
    void shouldShowTheStatusOfAFailedAnswer(String name, String operation, String error) throws Exception {
        try (WatchedApp app = new WatchedApp(TELL_ALL, name)) {
            JsonNode errors =
                    app.alert("error_rate", operation).path("metadata").path("errors");
            List<String> names = new ArrayList<>();
            errors.fieldNames().forEachRemaining(names::add);

            assertThat(names).as(errors.toString()).containsExactly(error);
        }
    }
}
