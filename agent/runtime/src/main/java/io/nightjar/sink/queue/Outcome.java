package io.nightjar.sink.queue;

import java.time.Duration;

/** What became of one attempt at a destination. */
public sealed interface Outcome {
    /** What the destination answered, or why there is no answer, for a person; never a secret. */
    String answer();

    /** It arrived. */
    record Delivered(String answer) implements Outcome {}

    /** It will never be taken: no further attempt. */
    record Rejected(String answer) implements Outcome {}

    /** The destination wants nothing any more. */
    record Gone(String answer) implements Outcome {}

    /**
     * Worth another attempt.
     *
     * @param atLeast how long the destination asked to be left alone; zero where it did not ask
     * @param maybeArrived whether the destination may have taken it all the same
     * @param refused whether this alert was answered, and not taken: a try, after some of which it lets others pass; a
     *     destination that was not reached costs none
     */
    record Retry(String answer, Duration atLeast, boolean maybeArrived, boolean refused) implements Outcome {}
}
