package io.nightjar.detect;

import io.nightjar.learn.Deviation;
import io.nightjar.learn.Signal;
import java.util.List;

/** Which deviations of an operation follow from which others, so that one cause is one condition. Stateless. */
final class Consequences {
    /** What explains more before what it explains. */
    static final List<Signal> CAUSES_FIRST = List.of(
            Signal.SILENCE,
            Signal.ERRORS,
            Signal.TOKENS,
            Signal.LATENCY,
            Signal.FIRST_CHUNK,
            Signal.THROUGHPUT,
            Signal.MEMORY);

    private Consequences() {}

    /** Whether one deviation of an operation explains another. */
    static boolean follows(Deviation cause, Deviation effect) {
        boolean alike = cause.up() == effect.up();
        return switch (cause.signal()) {
            case SILENCE -> effect.signal() != Signal.ERRORS;
            case ERRORS -> true;
            case LATENCY ->
                switch (effect.signal()) {
                    case FIRST_CHUNK, TOKENS -> alike;
                    case THROUGHPUT -> !alike;
                    case ERRORS -> cause.up() && !effect.severe();
                    default -> false;
                };
            case FIRST_CHUNK ->
                switch (effect.signal()) {
                    case LATENCY -> alike;
                    case THROUGHPUT -> !alike;
                    default -> false;
                };
            case TOKENS ->
                switch (effect.signal()) {
                    case LATENCY, FIRST_CHUNK -> alike;
                    case THROUGHPUT -> !alike;
                    default -> false;
                };
            case THROUGHPUT ->
                cause.up()
                        && effect.up()
                        && (effect.signal() == Signal.LATENCY || effect.signal() == Signal.FIRST_CHUNK);
            case MEMORY -> false;
        };
    }

    /** Whether one that comes later says so much more that it takes the other's place. */
    static boolean replaces(Deviation later, Deviation raised) {
        return later.severe() && !raised.severe() && follows(later, raised);
    }
}
