package com.acme.quarkus;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean in front of which Quarkus writes two classes: a client proxy for its scope, and a subclass for its interceptor. */
@ApplicationScoped
public class Scorer {
    @Checked
    public String infer(String input) {
        return reversed(input);
    }

    /** Each subscription infers on a worker. */
    public Uni<String> later(String input) {
        return Uni.createFrom().item(() -> reversed(input)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** The letters one by one, on the thread that subscribes. */
    public Multi<String> letters(String input) {
        return Multi.createFrom().items(reversed(input).split(""));
    }

    private static String reversed(String input) {
        if (input.equals("refused")) {
            throw new IllegalArgumentException(input);
        }
        return new StringBuilder(input).reverse().toString();
    }
}
