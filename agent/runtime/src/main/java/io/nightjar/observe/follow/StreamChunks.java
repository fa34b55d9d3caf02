package io.nightjar.observe.follow;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Reports each element to the call; those of a parallel stream one by one. Every stage holds it, so the call is
 * abandoned when it is collected.
 */
final class StreamChunks implements Consumer<Object> {
    private final StreamCall call;
    private final Object owner;
    private boolean parallel;
    private boolean shortened;
    /** What the application holds and has not yet read to the end. */
    private final AtomicInteger parts = new AtomicInteger();

    /** @param owner kept as long as the stream is, because its collection would end the call */
    StreamChunks(StreamCall call, Object owner) {
        this.call = call;
        this.owner = owner;
    }

    /** An operation may leave elements unread. */
    void shorten() {
        shortened = true;
    }

    /** Whether elements may come on several threads at once. */
    void setParallel(boolean isParallel) {
        parallel = isParallel;
    }

    /** The application holds one more part of the elements. */
    void partBegins() {
        parts.incrementAndGet();
    }

    /** A part was read to the end; the last one ends the call. */
    void partEnds() {
        if (parts.decrementAndGet() == 0) {
            end();
        }
    }

    /** The application reads the elements itself, and they cannot be seen. */
    void unseen(Object reader) {
        call.unseen(reader);
    }

    void failed(Throwable thrown) {
        call.failed(thrown);
    }

    void cancelled() {
        call.cancelled();
    }

    /** Keeps the stream's owner until here. */
    void keepOwner() {
        Reference.reachabilityFence(owner);
    }

    /** All that was asked for was read: which is not all there is where an operation cut it short. */
    void end() {
        if (shortened) {
            call.cancelled();
        } else {
            call.completed();
        }
    }

    @Override
    public void accept(Object chunk) {
        if (!parallel) {
            call.chunk(chunk);
            return;
        }
        synchronized (this) {
            call.chunk(chunk);
        }
    }
}
