package io.nightjar.observe.follow;

import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What iterators, streams and iterables of the JDK's kinds become where their chunks are to be seen. */
final class FollowedIteration {
    /** The class of the iterators that the JDK makes of spliterators, so of what {@code Stream.iterator()} returns. */
    private static final Class<?> OF_SPLITERATOR =
            Spliterators.iterator(Spliterators.emptySpliterator()).getClass();

    private static final ClassValue<Boolean> FOLLOWABLE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Stream.class.isAssignableFrom(type) && Substitute.canStandFor(type, Stream.class)
                    || Iterator.class.isAssignableFrom(type) && canFollowIterator(type)
                    || Iterable.class.isAssignableFrom(type) && Substitute.canStandFor(type, FollowedIterable.class);
        }
    };

    private FollowedIteration() {}

    /** Whether another object can be returned in place of an iterator, a stream or an iterable. */
    static boolean canFollow(Object source) {
        return FOLLOWABLE.get(source.getClass());
    }

    /** What to return in place of one that can be followed. */
    static Object of(StreamFaces faces, Object source, StreamCall call) {
        if (source instanceof Stream<?> stream) {
            return stream(faces, stream, call, source);
        }
        return source instanceof Iterator<?> iterator
                ? iterator(iterator, call)
                : call.awaiting(new FollowedIterable<>((Iterable<?>) source, call));
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
            Stream<T> followed =
                    (Stream<T>) FollowedStream.of(faces, source, call.awaiting(new StreamChunks(call, owner)), true);
            return followed;
        } catch (ReflectiveOperationException strange) {
            throw new IllegalStateException("a stream cannot be followed", strange);
        }
    }

    private static boolean canFollowIterator(Class<?> type) {
        return type == OF_SPLITERATOR || Substitute.canStandFor(type, FollowedIterator.class);
    }

    private static <T> Iterator<T> iterator(Iterator<T> source, StreamCall call) {
        if (source.getClass() == OF_SPLITERATOR) {
            return ofSpliterator(source, call.awaiting(new StreamChunks(call, source)));
        }
        return call.awaiting(new FollowedIterator<>(source, call, null));
    }

    /** The iterator with each of its elements reported to the call; the given one where it cannot be followed. */
    static <T> @Nullable Iterator<T> iterator(@Nullable Iterator<T> source, StreamCall call, Object owner) {
        if (source == null || !canFollowIterator(source.getClass())) {
            call.unseen(source);
            return source;
        }
        return source.getClass() == OF_SPLITERATOR
                ? ofSpliterator(source, new StreamChunks(call, owner))
                : new FollowedIterator<>(source, call, owner);
    }

    /** One of the same class, which has types that only the JDK's own has. */
    private static <T> Iterator<T> ofSpliterator(Iterator<T> source, StreamChunks chunks) {
        return Spliterators.iterator(
                new FollowedSpliterator<>(Spliterators.spliteratorUnknownSize(source, 0), chunks, true));
    }
}
