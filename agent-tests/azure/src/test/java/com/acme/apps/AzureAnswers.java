package com.acme.apps;

import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a server that speaks Azure's APIs answers: as {@link OpenAiAnswers}, by the deployment's name in the path or the model's
 * in the request; {@code busy} is refused once.
 */
final class AzureAnswers {
    private final AtomicInteger refusals = new AtomicInteger();

    Answer answer(String path, String request) {
        if (path.contains("/busy/") && refusals.getAndIncrement() == 0) {
            return Answer.refused(429, "{\"error\":{\"code\":\"429\",\"message\":\"later\"}}");
        }
        if (path.endsWith("/audio/speech")) {
            return new Answer(200, "audio/mpeg", List.of("sound"), Answer.End.WHOLE);
        }
        if (path.contains("/audio/")) {
            return Answer.json("{\"text\":\"spoken\"}");
        }
        if (path.endsWith("/images/generations")) {
            return Answer.json("{\"created\":1,\"data\":[{\"url\":\"http://127.0.0.1/\"}]}");
        }
        String asked = request;
        for (String step : path.split("/")) {
            asked = asked + " \"" + step + '"';
        }
        boolean streamed = request.replace(" ", "").contains("\"stream\":true");
        if (path.endsWith("/completions") && !path.endsWith("/chat/completions") && !streamed) {
            return Answer.json(
                    "{\"id\":\"c1\",\"created\":1,\"choices\":[{\"index\":0,\"text\":\"Hello\",\"logprobs\":null,"
                            + "\"finish_reason\":\"stop\"},{\"index\":1,\"text\":\"Hi\",\"logprobs\":null,"
                            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,"
                            + "\"total_tokens\":13}}");
        }
        return OpenAiAnswers.answer(path, asked);
    }

    /** No credentials, which the library sends over TLS alone, and retries without a wait. */
    static HttpPipeline pipeline() {
        return new HttpPipelineBuilder()
                .policies(new RetryPolicy(new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(1)))))
                .build();
    }
}
