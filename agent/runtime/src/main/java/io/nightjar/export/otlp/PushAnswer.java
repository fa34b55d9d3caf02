package io.nightjar.export.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nightjar.json.JsonStreams;
import io.nightjar.sink.http.HttpAnswer;
import io.nightjar.sink.http.TransportFailure;
import io.nightjar.sink.protocol.AnswerRules;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What became of one push.
 *
 * @param arrived whether the collector took it, all of it or a part
 * @param retried whether another try before the next push may do better
 * @param atLeast for how long the collector asked to be left alone; zero where it did not ask
 * @param rejected points that it took no notice of
 * @param text for a person, without anything that may be secret
 */
record PushAnswer(boolean arrived, boolean retried, Duration atLeast, long rejected, String text) {
    /** What OTLP says of each status. */
    static PushAnswer of(HttpAnswer answer, Instant now) {
        int status = answer.status();
        String answered = "answered " + status;
        if (status >= 200 && status < 300) {
            if (answer.excerpt().stripLeading().startsWith("<")) {
                return new PushAnswer(false, false, Duration.ZERO, 0, answered + " with a page, as no collector does");
            }
            long rejected = rejected(answer.excerpt());
            return new PushAnswer(true, false, Duration.ZERO, rejected, answered);
        }
        if (status == 429 || status == 502 || status == 503 || status == 504) {
            Duration asked = AnswerRules.retryAfter(answer.retryAfter(), now);
            return new PushAnswer(false, true, asked, 0, answered);
        }
        String why =
                status == 413 ? " (too large)" : status >= 300 && status < 400 ? " (redirects are not followed)" : "";
        return new PushAnswer(false, false, Duration.ZERO, 0, answered + why);
    }

    static PushAnswer of(TransportFailure failure) {
        return new PushAnswer(false, true, Duration.ZERO, 0, String.valueOf(failure.getMessage()));
    }

    /** {@code partialSuccess.rejectedDataPoints}, a number or a text; 0 where the answer is none of OTLP's, or was cut off before. */
    private static long rejected(String body) {
        try (JsonParser json = JsonStreams.reader(body)) {
            int depth = 0;
            boolean partial = false;
            while (true) {
                JsonToken token = json.nextToken();
                if (token == null) {
                    return 0;
                } else if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.FIELD_NAME && depth == 1) {
                    partial = isOneOf(json.currentName(), "partialSuccess", "partial_success");
                } else if (token == JsonToken.FIELD_NAME
                        && depth == 2
                        && partial
                        && isOneOf(json.currentName(), "rejectedDataPoints", "rejected_data_points")) {
                    json.nextToken();
                    return Math.max(0, whole(json.getText()).orElse(0));
                }
            }
        } catch (IOException noJson) {
            return 0;
        }
    }

    private static boolean isOneOf(String name, String camelCase, String snakeCase) {
        return name.equals(camelCase) || name.equals(snakeCase);
    }

    private static OptionalLong whole(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }
}
