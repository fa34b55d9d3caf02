package io.nightjar.weave;

import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
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
final class FollowedStream implements InvocationHandler {
    /** Operations that may leave elements unread. */
    private static final Set<String> SHORTENING =
            Set.of("limit", "takeWhile", "findFirst", "findAny", "anyMatch", "allMatch", "noneMatch");

    private final BaseStream<?, ?> source;
    private final Chunks chunks;

    private FollowedStream(BaseStream<?, ?> source, Chunks chunks) {
        this.source = source;
        this.chunks = chunks;
    }

    /**
     * Tells the call of each element; of a parallel stream's one by one. Every stage holds it, so the call is abandoned when
     * it is collected.
     */
    static final class Chunks implements Consumer<Object> {
        private final StreamCall call;
        private final Object owner;
        private boolean parallel;
        private boolean shortened;

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

    static Object of(BaseStream<?, ?> source, Chunks chunks) {
        Class<?> face = source instanceof Stream<?> ? Stream.class
                : source instanceof IntStream ? IntStream.class
                : source instanceof LongStream ? LongStream.class : DoubleStream.class;
        return Proxy.newProxyInstance(
                FollowedStream.class.getClassLoader(), new Class<?>[] {face}, new FollowedStream(source, chunks));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return name.equals("equals") ? proxy == arguments[0] : call(method, arguments);
        }
        if (name.equals("isParallel")) {
            return source.isParallel();
        }
        if (name.equals("close")) {
            return close(method);
        }
        chunks.shortened |= SHORTENING.contains(name);
        Class<?> returns = method.getReturnType();
        if (BaseStream.class.isAssignableFrom(returns)) {
            BaseStream<?, ?> next = (BaseStream<?, ?>) call(method, arguments);
            return next == source ? proxy : of(next, chunks);
        }
        chunks.parallel = source.isParallel();
        if (Iterator.class.isAssignableFrom(returns) || Spliterator.class.isAssignableFrom(returns)) {
            return handOut(method, name);
        }
        return terminal(method, arguments);
    }

    private @Nullable Object close(Method method) throws Throwable {
        try {
            return call(method, null);
        } finally {
            chunks.call.cancelled();
        }
    }

    private @Nullable Object terminal(Method method, Object @Nullable [] arguments) throws Throwable {
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

    /** The end of what goes on in the application's hands is seen where it is an iterator of the JDK's plain kind. */
    private Object handOut(Method method, String name) throws Throwable {
        if (name.equals("iterator") && source instanceof Stream<?> stream) {
            Spliterator<?> elements = stream.spliterator();
            return Spliterators.iterator(FollowedSpliterator.of(elements, chunks));
        }
        Object handedOut = call(method, null);
        if (source instanceof Stream<?> && handedOut instanceof Spliterator<?> elements
                && Substitute.canStandFor(elements.getClass(), Spliterator.class)) {
            return FollowedSpliterator.of(elements, chunks);
        }
        chunks.end();
        return handedOut;
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(source, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** Elements in the application's hands: their chunks are told by the pipeline, their end here. */
    private static final class FollowedSpliterator<T> implements Spliterator<T> {
        private final Spliterator<T> elements;
        private final Chunks chunks;

        private FollowedSpliterator(Spliterator<T> elements, Chunks chunks) {
            this.elements = elements;
            this.chunks = chunks;
        }

        static <T> Spliterator<T> of(Spliterator<T> elements, Chunks chunks) {
            return new FollowedSpliterator<>(elements, chunks);
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            try {
                boolean more = elements.tryAdvance(action);
                if (!more) {
                    chunks.end();
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
                elements.forEachRemaining(action);
                chunks.end();
            } catch (Throwable thrown) {
                chunks.call.failed(thrown);
                throw thrown;
            }
        }

        @Override
        public @Nullable Spliterator<T> trySplit() {
            Spliterator<T> part = elements.trySplit();
            chunks.parallel |= part != null;
            return part;
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
        public int characteristics() {
            return elements.characteristics();
        }

        @Override
        public @Nullable Comparator<? super T> getComparator() {
            return elements.getComparator();
        }
    }
}
