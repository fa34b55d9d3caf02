package io.nightjar.weave;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the JDK's iterators and streams become where their chunks are to be seen. */
final class FollowedIteration {
    private FollowedIteration() {}

    /** What to hand on instead of an iterator or a stream; null for anything else. */
    static @Nullable Object of(Object source, StreamCall call) {
        if (source instanceof Stream<?> stream) {
            return stream(stream, call, source);
        }
        return source instanceof Iterator<?> iterator ? new FollowedIterator<>(iterator, call) : null;
    }

    /**
     * The stream with each of its elements told to the call; closing it before its end cancels the call.
     *
     * @param owner kept as long as the stream, because its collection would end the call
     */
    static <T> Stream<T> stream(Stream<T> source, StreamCall call, Object owner) {
        Spliterator<T> chunks = new FollowedSpliterator<>(source.spliterator(), call, owner);
        return StreamSupport.stream(chunks, false).onClose(() -> {
            call.cancelled();
            source.close();
        });
    }

    /** Tells of each element and of the end. */
    private record FollowedIterator<T>(Iterator<T> source, StreamCall call) implements Iterator<T> {
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
    }

    /** Tells of each element and of the end. */
    private record FollowedSpliterator<T>(Spliterator<T> source, StreamCall call, Object owner) implements Spliterator<T> {
        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            boolean more;
            try {
                more = source.tryAdvance(chunk -> {
                    call.chunk(chunk);
                    action.accept(chunk);
                });
            } catch (Throwable thrown) {
                call.failed(thrown);
                throw thrown;
            }
            if (!more) {
                call.completed();
            }
            return more;
        }

        @Override
        public @Nullable Spliterator<T> trySplit() {
            return null;
        }

        @Override
        public long estimateSize() {
            return source.estimateSize();
        }

        @Override
        public int characteristics() {
            return source.characteristics() & ~(Spliterator.SIZED | Spliterator.SUBSIZED | Spliterator.SORTED);
        }
    }
}
