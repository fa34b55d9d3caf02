package io.nightjar.sink.protocol;

import io.nightjar.host.Durations;
import io.nightjar.sink.http.HttpAnswer;
import io.nightjar.sink.http.TransportFailure;
import io.nightjar.sink.queue.Backoff;
import io.nightjar.sink.queue.Outcome;
import io.nightjar.sink.queue.Outcome.Delivered;
import io.nightjar.sink.queue.Outcome.Gone;
import io.nightjar.sink.queue.Outcome.Rejected;
import io.nightjar.sink.queue.Outcome.Retry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a status means for delivery. Stateless. */
public final class AnswerRules {
    private AnswerRules() {}

    static Outcome judge(HttpAnswer answer, boolean goneStops, Instant now) {
        int status = answer.status();
        String answered = "answered " + status;
        if (status >= 200 && status < 300) {
            return new Delivered(answered);
        }
        if (status == 410 && goneStops) {
            return new Gone(answered + " (gone)");
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Retry(answered, retryAfter(answer.retryAfter(), now), status >= 500, true);
        }
        return new Rejected(status >= 300 && status < 400 ? answered + " (redirects are not followed)" : answered);
    }

    static Outcome judge(TransportFailure failure) {
        return new Retry(String.valueOf(failure.getMessage()), Duration.ZERO, failure.maybeArrived(), false);
    }

    /** Seconds or an HTTP date, an hour at most; what is neither, or lies in the past, asks for nothing. */
    public static Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return Duration.ZERO;
        }
        String text = header.strip();
        Duration asked = isNumber(text) ? seconds(text) : until(text, now);
        return asked.isNegative() ? Duration.ZERO : Durations.least(asked, Backoff.RETRY_AFTER_CAP);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A number of more digits than fit asks for as long as can be asked. */
    private static Duration seconds(String number) {
        try {
            return Duration.ofSeconds(Long.parseLong(number));
        } catch (NumberFormatException moreThanFits) {
            return Backoff.RETRY_AFTER_CAP;
        }
    }

    private static Duration until(String date, Instant now) {
        try {
            return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException | ArithmeticException | LinkageError unreadable) {
            return Duration.ZERO;
        }
    }
}
