package io.nightjar.observe.follow;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports each element and the end. It overrides every method that the original implements.
 *
 * @param owner kept as long as the iterator is, where its collection would end the call
 */
record FollowedIterator<T>(
        Iterator<T> source, StreamCall call, @Nullable Object owner) implements Iterator<T> {
    @Override
    public boolean hasNext() {
        try {
            boolean more = source.hasNext();
            if (!more) {
                call.completed();
            }
            return more;
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public T next() {
        try {
            T next = source.next();
            call.chunk(next);
            return next;
        } catch (NoSuchElementException end) {
            call.completed();
            throw end;
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public void remove() {
        source.remove();
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        if (action == null) {
            source.forEachRemaining(null);
            return;
        }
        try {
            source.forEachRemaining(chunk -> {
                call.chunk(chunk);
                action.accept(chunk);
            });
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
        call.completed();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || source.equals(other);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
