package io.nightjar.observe.follow;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An iterable that is read as a stream: what is read first to its end, by an iterator or otherwise, ends the call. Every
 * reader holds it, so the call is abandoned when none is left. As little thread-safe as the original.
 */
final class FollowedIterable<T> implements Iterable<T> {
    private final Iterable<T> source;
    private final StreamCall call;

    FollowedIterable(Iterable<T> source, StreamCall call) {
        this.source = source;
        this.call = call;
    }

    @Override
    public @Nullable Iterator<T> iterator() {
        Iterator<T> iterator;
        try {
            iterator = source.iterator();
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
        return FollowedIteration.iterator(iterator, call, this);
    }

    @Override
    public void forEach(Consumer<? super T> action) {
        if (action == null) {
            source.forEach(null);
            return;
        }
        try {
            source.forEach(chunk -> {
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
    public Spliterator<T> spliterator() {
        Spliterator<T> elements;
        try {
            elements = source.spliterator();
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
        if (elements == null || !Substitute.canStandFor(elements.getClass(), Spliterator.class)) {
            call.unseen(elements);
            return elements;
        }
        return new FollowedSpliterator<>(elements, new StreamChunks(call, this), true);
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
