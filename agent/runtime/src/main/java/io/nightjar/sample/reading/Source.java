package io.nightjar.sample.reading;

import java.io.IOException;

/** Something that can be read again and again. Confined to one thread. */
public interface Source<T> extends AutoCloseable {
    /** Reads it; what is a rate is that since the last call. */
    T read(long nowNanos) throws Exception;

    @Override
    void close() throws IOException;
}
