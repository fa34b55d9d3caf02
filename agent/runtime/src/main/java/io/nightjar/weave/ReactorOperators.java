package io.nightjar.weave;

import io.nightjar.pattern.ValuePath;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows Reactor's Mono and Flux by their own operators, called reflectively: {@code defer}, {@code doOnNext},
 * {@code doOnError} and {@code doFinally}. Thread-safe.
 */
final class ReactorOperators {
    /** The operators of one Reactor: that of the publisher's own class loader. */
    private record Operators(Method defer, Method doOnNext, Method doOnError, Method doFinally) {}

    private final ClassValue<Operators> operators = new ClassValue<>() {
        @Override
        protected Operators computeValue(Class<?> type) {
            try {
                return new Operators(type.getMethod("defer", Supplier.class), type.getMethod("doOnNext", Consumer.class),
                        type.getMethod("doOnError", Consumer.class), type.getMethod("doFinally", Consumer.class));
            } catch (NoSuchMethodException strange) {
                throw new IllegalStateException("an unknown Reactor: " + type, strange);
            }
        }
    };

    /** The publisher to return instead. */
    Object follow(Object publisher, boolean stream, Observation observation, Map<ValuePath, Object> early)
            throws ReflectiveOperationException {
        Class<?> base = publisher.getClass();
        while (!base.getName().equals(stream ? "reactor.core.publisher.Flux" : "reactor.core.publisher.Mono")) {
            base = base.getSuperclass();
        }
        Operators of = operators.get(base);
        return of.defer().invoke(null, new Subscription(publisher, stream, of, observation, early));
    }

    /** Makes of each subscription a call; where that fails the subscription is the publisher's own. */
    private record Subscription(
            Object publisher, boolean stream, Operators of, Observation observation, Map<ValuePath, Object> early)
            implements Supplier<Object> {
        @Override
        public Object get() {
            StreamCall call = StreamCall.begin(observation, early);
            Events events = new Events(call);
            try {
                Consumer<Object> next = stream ? call::chunk : call::value;
                Object followed = of.doOnNext().invoke(publisher, next);
                followed = of.doOnError().invoke(followed, (Consumer<Throwable>) events::failed);
                return of.doFinally().invoke(followed, events);
            } catch (IllegalAccessException | InvocationTargetException failure) {
                observation.log().failure("weave.publisher", failure);
                call.cancelled();
                return publisher;
            }
        }
    }

    /** The end of one subscription: Reactor's signal is an enum constant of its own. */
    private static final class Events implements Consumer<Object> {
        private final StreamCall call;
        private volatile @Nullable Throwable thrown;

        Events(StreamCall call) {
            this.call = call;
        }

        void failed(Throwable failure) {
            thrown = failure;
        }

        @Override
        public void accept(Object signal) {
            if (thrown != null) {
                call.failed(thrown);
            } else if (signal.toString().equals("cancel")) {
                call.cancelled();
            } else {
                call.completed();
            }
        }
    }
}
