package io.nightjar.observe.follow;

import org.jspecify.annotations.Nullable;

/** The agent's classes that extend Reactor's, one set for each Reactor of the application. Thread-safe. */
final class Reactor {
    private static final String FOLLOWER = "io.nightjar.observe.follow.reactor.ReactorFollower";

    /** By Mono's and Flux's classes. */
    private static final ClassValue<PublisherFollower> FOLLOWERS = new ClassValue<>() {
        @Override
        protected PublisherFollower computeValue(Class<?> base) {
            try {
                return LibraryLoader.make(base, FOLLOWER, PublisherFollower.class);
            } catch (ReflectiveOperationException strange) {
                throw new IllegalStateException("an unknown Reactor: " + base, strange);
            }
        }
    };

    private Reactor() {}

    /** Reactor's Mono or Flux that a class descends from; null where it descends from neither. */
    static @Nullable Class<?> baseOf(@Nullable Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            String name = each.getName();
            if (name.equals("reactor.core.publisher.Flux") || name.equals("reactor.core.publisher.Mono")) {
                return each;
            }
        }
        return null;
    }

    static PublisherFollower of(Object publisher) {
        return FOLLOWERS.get(baseOf(publisher.getClass()));
    }

    /** @param base as {@link #baseOf} returns it */
    static PublisherFollower of(Class<?> base) {
        return FOLLOWERS.get(base);
    }
}
