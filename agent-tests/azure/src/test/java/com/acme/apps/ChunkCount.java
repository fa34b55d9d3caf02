package com.acme.apps;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** Reads streams and counts their chunks: how many come before a connection breaks is not known beforehand. */
final class ChunkCount {
    private static final AtomicInteger SEEN = new AtomicInteger();

    private ChunkCount() {}

    static int read(Iterable<?> stream) {
        int count = 0;
        for (Object chunk : stream) {
            Later.require(chunk != null, "a chunk");
            SEEN.incrementAndGet();
            count++;
        }
        return count;
    }

    static int read(Stream<?> stream) {
        return (int) stream.peek(chunk -> SEEN.incrementAndGet())
                .filter(chunk -> chunk != null)
                .count();
    }

    static int read(Flux<?> stream) {
        return read(stream, Integer.MAX_VALUE);
    }

    /** Cancels the stream behind so many. */
    static int read(Flux<?> stream, int most) {
        return stream.doOnNext(chunk -> SEEN.incrementAndGet())
                .take(most)
                .collectList()
                .block()
                .size();
    }

    static void print() {
        System.out.println(SEEN.get() + " chunks");
    }
}
