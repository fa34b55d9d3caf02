package io.nightjar.observe.follow;

import java.lang.ref.Reference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
    private final Chunks chunks;
    private BaseStream<?, ?> source;
    /** Whether the source is still the application's own, whose elements nothing reports yet. */
    private boolean unreported;

    private FollowedStream(
            StreamFaces faces, Class<?> face, BaseStream<?, ?> source, Chunks chunks, boolean unreported) {
        this.faces = faces;
        this.face = face;
        this.source = source;
        this.chunks = chunks;
        this.unreported = unreported;
    }

    /**
     * Reports each element to the call; those of a parallel stream one by one. Every stage holds it, so the call is
     * abandoned when it is collected.
     */
    static final class Chunks implements Consumer<Object> {
        private final StreamCall call;
        private final Object owner;
        private boolean parallel;
        private boolean shortened;
        /** What the application holds and has not yet read to the end. */
        private final AtomicInteger parts = new AtomicInteger();

        /** @param owner kept as long as the stream is, because its collection would end the call */
        Chunks(StreamCall call, Object owner) {
            this.call = call;
            this.owner = owner;
        }

        /** All that was asked for was read: which is not all there is where an operation cut it short. */
        void end() {
            if (shortened) {
                call.cancelled();
            } else {
                call.completed();
            }
        }

        @Override
        public void accept(Object chunk) {
            if (!parallel) {
                call.chunk(chunk);
                return;
            }
            synchronized (this) {
                call.chunk(chunk);
            }
        }
    }

    /** @param unreported whether the source is the application's own, and no later stage of one */
    static Object of(StreamFaces faces, BaseStream<?, ?> source, Chunks chunks, boolean unreported)
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
                chunks.parallel = source.isParallel();
                return handOut(method, arguments, name);
            default:
                break;
        }
        boolean sets = name.equals("parallel") || name.equals("sequential") || name.equals("onClose");
        if (unreported && !sets) {
            unreported = false;
            source = ((Stream<?>) source).peek(chunks);
        }
        chunks.shortened |= SHORTENING.contains(name);
        if (BaseStream.class.isAssignableFrom(method.getReturnType())) {
            BaseStream<?, ?> next = (BaseStream<?, ?>) call(method, arguments);
            return next == source ? self : of(faces, next, chunks, unreported);
        }
        chunks.parallel = source.isParallel();
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
            chunks.call.cancelled();
        }
    }

    private @Nullable Object terminal(Method method, Object[] arguments) throws Throwable {
        try {
            Object result = call(method, arguments);
            chunks.end();
            return result;
        } catch (Throwable thrown) {
            chunks.call.failed(thrown);
            throw thrown;
        } finally {
            Reference.reachabilityFence(chunks.owner);
        }
    }

    /** Elements that the application takes itself: their end is seen where they are passed on unchanged. */
    private Object handOut(Method method, Object[] arguments, String name) throws Throwable {
        if (!(source instanceof Stream<?> stream)) {
            Object returned = call(method, arguments);
            chunks.end();
            return returned;
        }
        Spliterator<?> elements = stream.spliterator();
        Spliterator<?> followed = Substitute.canStandFor(elements.getClass(), Spliterator.class)
                ? new FollowedSpliterator<>(elements, chunks, unreported)
                : elements;
        if (followed == elements) {
            chunks.end();
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

    /** Elements that the application reads itself, and the parts that were split off them: the last of all ends the call. */
    private static final class FollowedSpliterator<T> implements Spliterator<T> {
        private final Spliterator<T> elements;
        private final Chunks chunks;
        private final boolean reports;
        private boolean over;

        /** @param reports whether nothing else reports the elements */
        FollowedSpliterator(Spliterator<T> elements, Chunks chunks, boolean reports) {
            this.elements = elements;
            this.chunks = chunks;
            this.reports = reports;
            chunks.parts.incrementAndGet();
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            try {
                boolean more = elements.tryAdvance(reporting(action));
                if (!more) {
                    end();
                }
                return more;
            } catch (Throwable thrown) {
                chunks.call.failed(thrown);
                throw thrown;
            }
        }

        @Override
        public void forEachRemaining(Consumer<? super T> action) {
            try {
                elements.forEachRemaining(reporting(action));
                end();
            } catch (Throwable thrown) {
                chunks.call.failed(thrown);
                throw thrown;
            }
        }

        private Consumer<? super T> reporting(Consumer<? super T> action) {
            if (!reports || action == null) {
                return action;
            }
            return chunk -> {
                chunks.accept(chunk);
                action.accept(chunk);
            };
        }

        private void end() {
            if (!over) {
                over = true;
                if (chunks.parts.decrementAndGet() == 0) {
                    chunks.end();
                }
            }
        }

        @Override
        public @Nullable Spliterator<T> trySplit() {
            Spliterator<T> part = elements.trySplit();
            if (part == null) {
                return null;
            }
            chunks.parallel = true;
            return new FollowedSpliterator<>(part, chunks, reports);
        }

        @Override
        public long estimateSize() {
            return elements.estimateSize();
        }

        @Override
        public long getExactSizeIfKnown() {
            return elements.getExactSizeIfKnown();
        }

        @Override
        public boolean hasCharacteristics(int characteristics) {
            return elements.hasCharacteristics(characteristics);
        }

        @Override
        public int characteristics() {
            return elements.characteristics();
        }

        @Override
        public @Nullable Comparator<? super T> getComparator() {
            return elements.getComparator();
        }
    }
}
