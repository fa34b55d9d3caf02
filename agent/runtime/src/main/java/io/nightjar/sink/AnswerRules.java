package io.nightjar.sink;

import io.nightjar.sink.Outcome.Delivered;
import io.nightjar.sink.Outcome.Gone;
import io.nightjar.sink.Outcome.Rejected;
import io.nightjar.sink.Outcome.Retry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a status means for delivery. Stateless. */
final class AnswerRules {
    private AnswerRules() {}

    static Outcome judge(HttpAnswer answer, boolean goneStops, Instant now) {
        int status = answer.status();
        String said = "answered " + status;
        if (status >= 200 && status < 300) {
            return new Delivered(said);
        }
        if (status == 410 && goneStops) {
            return new Gone(said + " (gone)");
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Retry(said, retryAfter(answer.retryAfter(), now), status >= 500);
        }
        return new Rejected(status >= 300 && status < 400 ? said + " (redirects are not followed)" : said);
    }

    static Outcome judge(TransportFailure failure) {
        return new Retry(String.valueOf(failure.getMessage()), Duration.ZERO, failure.maybeArrived());
    }

    /** Seconds or an HTTP date; what is neither, or lies in the past, asks for nothing. */
    static Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return Duration.ZERO;
        }
        try {
            String text = header.strip();
            Duration asked = !text.isEmpty() && Character.isDigit(text.charAt(0))
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
            return asked.isNegative() ? Duration.ZERO : asked;
        } catch (DateTimeException | NumberFormatException | ArithmeticException unreadable) {
            return Duration.ZERO;
        }
    }
}
