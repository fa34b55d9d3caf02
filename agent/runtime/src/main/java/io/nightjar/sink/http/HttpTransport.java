package io.nightjar.sink.http;

import java.io.IOException;
import java.time.Duration;

/** Carries one message to its peer and the answer's beginning back. Thread-safe. */
public interface HttpTransport {
    /** Of an answer's body no more than this is read. */
    int BODY_BOUND_BYTES = 64 * 1024;

    /** Of an answer's body no more than this is kept. */
    int EXCERPT_BYTES = 1024;

    /**
     * Posts and waits for the answer; redirects are not followed. An answer whose body is cut off, endless or too slow
     * counts by its status.
     *
     * @param limit for connecting and the whole answer
     * @throws TransportFailure if no status came back
     */
    HttpAnswer post(HttpMessage message, Duration limit) throws IOException, InterruptedException;

    /** Releases connections and threads; requests under way are aborted. */
    default void shutdown() {}
}
