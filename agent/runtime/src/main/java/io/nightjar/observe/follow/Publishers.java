package io.nightjar.observe.follow;

import io.nightjar.log.AgentLog;
import io.nightjar.observe.Observation;
import io.nightjar.pattern.ValuePath;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Follows lazy publishers for each subscription, by returning another one that wraps the original:
 * {@code Flow.Publisher}, Reactor's Mono and Flux, Kotlin's {@code Flow}, and any other publisher of Reactive Streams. None of those libraries is
 * needed here. A publisher of which the other one could not be an instance in every respect is left alone. Thread-safe.
 */
public final class Publishers {
    /** What kind of publisher a class is. */
    private enum Kind {
        /** None that could be followed. */
        NONE,
        FLOW,
        REACTOR,
        KOTLIN,
        REACTIVE_STREAMS
    }

    private static final String[] DECLARED = {
        "java/util/concurrent/Flow$Publisher",
        "reactor/core/publisher/Mono",
        "reactor/core/publisher/Flux",
        "org/reactivestreams/Publisher",
        "reactor/core/CorePublisher",
        KotlinFlows.DECLARED
    };

    private final AgentLog log;
    private final ReactiveStreams reactiveStreams = new ReactiveStreams();
    private final ClassValue<Kind> kinds = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return kindOf(type);
        }
    };

    public Publishers(AgentLog log) {
        this.log = log;
    }

    /** Whether a method that declares to return this type returns a publisher. */
    public static boolean isDeclared(String internalName) {
        for (String declared : DECLARED) {
            if (declared.equals(internalName)) {
                return true;
            }
        }
        return false;
    }

    /** Whether another publisher can be returned in place of this object. */
    boolean canFollow(Object result) {
        return kinds.get(result.getClass()) != Kind.NONE;
    }

    /** The publisher to return instead: each subscription to it is a call. The given one where following it failed. */
    Object follow(Object publisher, Observation observation, @Nullable Object receiver, @Nullable Object argument) {
        try {
            Map<ValuePath, Object> early = observation.details().early(receiver, argument);
            return switch (kinds.get(publisher.getClass())) {
                case FLOW -> new FollowedFlow<>((Flow.Publisher<?>) publisher, observation, early);
                case REACTOR -> Reactor.of(publisher).follow(publisher, () -> StreamCall.begin(observation, early));
                case KOTLIN ->
                    KotlinFlows.of(KotlinFlows.interfaceOf(publisher.getClass()))
                            .follow(publisher, () -> StreamCall.begin(observation, early));
                case REACTIVE_STREAMS -> reactiveStreams.follow(publisher, observation, early);
                case NONE -> publisher;
            };
        } catch (Throwable failure) {
            log.failure("weave.publisher", failure);
            return publisher;
        }
    }

    private Kind kindOf(Class<?> type) {
        try {
            Class<?> base = Reactor.baseOf(type);
            if (base != null) {
                return Reactor.of(base).canFollow(type) ? Kind.REACTOR : Kind.NONE;
            }
            if (Flow.Publisher.class.isAssignableFrom(type)) {
                return Substitute.canStandFor(type, FollowedFlow.class) ? Kind.FLOW : Kind.NONE;
            }
            Class<?> flow = KotlinFlows.interfaceOf(type);
            if (flow != null) {
                return KotlinFlows.of(flow).canFollow(type) ? Kind.KOTLIN : Kind.NONE;
            }
            Class<?> face = ReactiveStreams.publisherInterface(type);
            return face != null && Substitute.canStandFor(type, face) ? Kind.REACTIVE_STREAMS : Kind.NONE;
        } catch (Throwable failure) {
            log.failure("weave.publisher", failure);
            return Kind.NONE;
        }
    }
}
