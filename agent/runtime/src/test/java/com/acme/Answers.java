package com.acme;

import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** Answers in parts, of which the last one, or the last but one, has a reason to be that. */
public class Answers {
    /** One part. */
    public record Part(String text, String finishReason) {}

    private static List<Part> parts(String... reasons) {
        return Stream.of(reasons).map(reason -> new Part("text", reason)).toList();
    }

    public Flux<Part> published(String... reasons) {
        return Flux.fromIterable(parts(reasons)).hide();
    }

    public Stream<Part> streamed(String... reasons) {
        return parts(reasons).stream();
    }
}
