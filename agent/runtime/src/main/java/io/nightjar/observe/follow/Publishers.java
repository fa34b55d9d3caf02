package io.nightjar.observe.follow;

import io.nightjar.log.AgentLog;
import java.util.concurrent.Flow;

/**
 * Follows lazy publishers for each subscription, by returning another one that wraps the original:
 * {@code Flow.Publisher}, those of the libraries that {@link PublisherLibrary} lists, and any other publisher of Reactive
 * Streams. None of those libraries is needed here. A publisher of which the other one could not be an instance in every
 * respect is left alone. Thread-safe.
 */
public final class Publishers {
    /** What kind of publisher a class is. */
    private enum Kind {
        /** None that could be followed. */
        NONE,
        FLOW,
        LIBRARY,
        REACTIVE_STREAMS
    }

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
        String type = internalName.replace('/', '.');
        return type.equals("java.util.concurrent.Flow$Publisher")
                || type.equals("org.reactivestreams.Publisher")
                || PublisherLibrary.isDeclared(type);
    }

    /** Whether another publisher can be returned in place of this object. */
    boolean canFollow(Object result) {
        return kinds.get(result.getClass()) != Kind.NONE;
    }

    /** The publisher to return instead: each subscription to it is a call. The given one where following it failed. */
    Object follow(Object publisher, CallBeginning begin) {
        try {
            return switch (kinds.get(publisher.getClass())) {
                case FLOW -> new FollowedFlow<>((Flow.Publisher<?>) publisher, begin.observation(), begin.early());
                case LIBRARY -> LibraryFollowers.of(publisher.getClass()).follow(publisher, begin);
                case REACTIVE_STREAMS -> reactiveStreams.follow(publisher, begin.observation(), begin.early());
                case NONE -> publisher;
            };
        } catch (Throwable failure) {
            log.failure("weave.publisher", failure);
            return publisher;
        }
    }

    private Kind kindOf(Class<?> type) {
        try {
            PublisherFollower follower = LibraryFollowers.of(type);
            if (follower != null) {
                return follower.canFollow(type) ? Kind.LIBRARY : Kind.NONE;
            }
            if (Flow.Publisher.class.isAssignableFrom(type)) {
                return Substitute.canStandFor(type, FollowedFlow.class) ? Kind.FLOW : Kind.NONE;
            }
            Class<?> face = ReactiveStreams.publisherInterface(type);
            return face != null && Substitute.canStandFor(type, face) ? Kind.REACTIVE_STREAMS : Kind.NONE;
        } catch (Throwable failure) {
            log.failure("weave.publisher", failure);
            return Kind.NONE;
        }
    }
}
