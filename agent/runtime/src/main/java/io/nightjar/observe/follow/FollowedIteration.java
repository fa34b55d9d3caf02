package io.nightjar.observe.follow;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What iterators and streams of the JDK become where their chunks are to be seen. */
final class FollowedIteration {
    private static final ClassValue<Boolean> FOLLOWABLE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Stream.class.isAssignableFrom(type) && Substitute.canStandFor(type, Stream.class)
                    || Iterator.class.isAssignableFrom(type) && Substitute.canStandFor(type, FollowedIterator.class);
        }
    };

    private FollowedIteration() {}

    /** Whether another object can be returned in place of an iterator or a stream. */
    static boolean canFollow(Object source) {
        return FOLLOWABLE.get(source.getClass());
    }

    /** What to return in place of an iterator or a stream that can be followed. */
    static Object of(StreamFaces faces, Object source, StreamCall call) {
        return source instanceof Stream<?> stream
                ? stream(faces, stream, call, source)
                : iterator((Iterator<?>) source, call);
    }

    /**
     * The stream with each of its elements reported to the call, which ends with its terminal operation, or as
     * cancelled when it is closed or collected before.
     *
     * @param owner kept as long as the stream, because its collection would end the call
     */
    static <T> Stream<T> stream(StreamFaces faces, Stream<T> source, StreamCall call, Object owner) {
        try {
            @SuppressWarnings("unchecked")
            Stream<T> followed = (Stream<T>)
                    FollowedStream.of(faces, source, call.awaiting(new FollowedStream.Chunks(call, owner)), true);
            return followed;
        } catch (ReflectiveOperationException strange) {
            throw new IllegalStateException("a stream cannot be followed", strange);
        }
    }

    static <T> Iterator<T> iterator(Iterator<T> source, StreamCall call) {
        return call.awaiting(new FollowedIterator<>(source, call));
    }

    /** Reports each element and the end. It overrides every method that the original implements. */
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
}
