package io.nightjar.observe.follow;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the JDK's that leaves every operation to the original and its pipeline, so that laziness, order, size and
 * parallelism stay as they are, and that knows when the terminal operation ends. As little thread-safe as the original.
 */
public final class FollowedStream {
    /** Operations that may leave elements unread. */
    private static final Set<String> SHORTENING =
            Set.of("limit", "takeWhile", "findFirst", "findAny", "anyMatch", "allMatch", "noneMatch");

    private final StreamFaces faces;
    private final Class<?> face;
    private final StreamChunks chunks;
    private BaseStream<?, ?> source;
    /** Whether the source is still the application's own, whose elements nothing reports yet. */
    private boolean unreported;

    private FollowedStream(
            StreamFaces faces, Class<?> face, BaseStream<?, ?> source, StreamChunks chunks, boolean unreported) {
        this.faces = faces;
        this.face = face;
        this.source = source;
        this.chunks = chunks;
        this.unreported = unreported;
    }

    /** @param unreported whether the source is the application's own, and no later stage of one */
    static Object of(StreamFaces faces, BaseStream<?, ?> source, StreamChunks chunks, boolean unreported)
            throws ReflectiveOperationException {
        Class<?> face = source instanceof Stream<?>
                ? Stream.class
                : source instanceof IntStream
                        ? IntStream.class
                        : source instanceof LongStream ? LongStream.class : DoubleStream.class;
        return faces.of(face, new FollowedStream(faces, face, source, chunks, unreported));
    }

    /** A call of one of the interface's methods, by its number. */
    @Nullable
    Object invoke(Object self, int number, Object[] arguments) throws Throwable {
        Method method = StreamFaces.method(face, number);
        String name = method.getName();
        switch (name) {
            case "isParallel":
                return source.isParallel();
            case "close":
                return close(method, arguments);
            case "spliterator", "iterator":
                chunks.setParallel(source.isParallel());
                return handOut(method, arguments, name);
            default:
                break;
        }
        boolean sets = name.equals("parallel") || name.equals("sequential") || name.equals("onClose");
        if (unreported && !sets) {
            unreported = false;
            source = ((Stream<?>) source).peek(chunks);
        }
        if (SHORTENING.contains(name)) {
            chunks.shorten();
        }
        if (BaseStream.class.isAssignableFrom(method.getReturnType())) {
            BaseStream<?, ?> next = (BaseStream<?, ?>) call(method, arguments);
            return next == source ? self : of(faces, next, chunks, unreported);
        }
        chunks.setParallel(source.isParallel());
        return terminal(method, arguments);
    }

    @Override
    public String toString() {
        return source.toString();
    }

    private @Nullable Object close(Method method, Object[] arguments) throws Throwable {
        try {
            return call(method, arguments);
        } finally {
            chunks.cancelled();
        }
    }

    private @Nullable Object terminal(Method method, Object[] arguments) throws Throwable {
        try {
            Object result = call(method, arguments);
            chunks.end();
            return result;
        } catch (Throwable thrown) {
            chunks.failed(thrown);
            throw thrown;
        } finally {
            chunks.keepOwner();
        }
    }

    /** Elements that the application takes itself: their end is seen where they are passed on unchanged. */
    private Object handOut(Method method, Object[] arguments, String name) throws Throwable {
        if (!(source instanceof Stream<?> stream)) {
            Object returned = call(method, arguments);
            chunks.unseen(returned);
            return returned;
        }
        Spliterator<?> elements = stream.spliterator();
        Spliterator<?> followed = Substitute.canStandFor(elements.getClass(), Spliterator.class)
                ? new FollowedSpliterator<>(elements, chunks, unreported)
                : elements;
        if (followed == elements) {
            chunks.unseen(elements);
        }
        // As the JDK makes the one of the other.
        return name.equals("iterator") ? Spliterators.iterator(followed) : followed;
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(source, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
