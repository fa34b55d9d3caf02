package io.nightjar.weave;

import io.nightjar.log.AgentLog;
import io.nightjar.pattern.ValuePath;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Follows lazy publishers for each subscription: {@code Flow.Publisher} by a wrapper, Reactor's Mono and Flux by their own
 * operators, any other of Reactive Streams by a dynamic proxy. None of those libraries is needed here. Thread-safe.
 */
final class Publishers {
    /** What kind of publisher a class is. */
    enum Kind {
        NONE,
        FLOW,
        MONO,
        FLUX,
        REACTIVE_STREAMS
    }

    private static final String[] DECLARED = {
        "java/util/concurrent/Flow$Publisher", "reactor/core/publisher/Mono", "reactor/core/publisher/Flux",
        "org/reactivestreams/Publisher", "reactor/core/CorePublisher"
    };

    private final AgentLog log;
    private final ReactorOperators reactor = new ReactorOperators();
    private final ReactiveStreams reactiveStreams = new ReactiveStreams();
    private final ClassValue<Kind> kinds = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return kindOf(type);
        }
    };

    Publishers(AgentLog log) {
        this.log = log;
    }

    /** Whether a method that declares to return this type returns a publisher. */
    static boolean isDeclared(String internalName) {
        for (String declared : DECLARED) {
            if (declared.equals(internalName)) {
                return true;
            }
        }
        return false;
    }

    boolean isPublisher(Object result) {
        return kinds.get(result.getClass()) != Kind.NONE;
    }

    /** The publisher to return instead: each subscription to it is a call. The given one where it cannot be followed. */
    Object follow(Object publisher, Observation observation, @Nullable Object receiver, @Nullable Object argument) {
        try {
            Map<ValuePath, Object> early = observation.details().early(receiver, argument);
            return switch (kinds.get(publisher.getClass())) {
                case FLOW -> new FollowedFlow<>((Flow.Publisher<?>) publisher, observation, early);
                case FLUX -> reactor.follow(publisher, true, observation, early);
                case MONO -> reactor.follow(publisher, false, observation, early);
                case REACTIVE_STREAMS -> reactiveStreams.follow(publisher, observation, early);
                case NONE -> publisher;
            };
        } catch (Throwable failure) {
            log.failure("weave.publisher", failure);
            return publisher;
        }
    }

    private static Kind kindOf(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals("reactor.core.publisher.Flux")) {
                return Kind.FLUX;
            }
            if (each.getName().equals("reactor.core.publisher.Mono")) {
                return Kind.MONO;
            }
        }
        if (Flow.Publisher.class.isAssignableFrom(type)) {
            return Kind.FLOW;
        }
        return ReactiveStreams.publisherInterface(type) == null ? Kind.NONE : Kind.REACTIVE_STREAMS;
    }
}
