package io.nightjar.benchmark.stream;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** An iterator of which a preset says nothing. */
final class Chunks implements Iterator<String> {
    private long left;

    Chunks(long chunks) {
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
