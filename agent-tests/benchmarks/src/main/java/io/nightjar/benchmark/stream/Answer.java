package io.nightjar.benchmark.stream;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** An answer that is read chunk by chunk, of a type of the library's own. */
final class Answer implements Iterator<String> {
    private long left;

    Answer(long chunks) {
        left = chunks;
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public String next() {
        if (left == 0) {
            throw new NoSuchElementException();
        }
        left--;
        return Model.CHUNK;
    }
}
