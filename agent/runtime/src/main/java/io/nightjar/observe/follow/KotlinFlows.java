package io.nightjar.observe.follow;

import org.jspecify.annotations.Nullable;

/**
 * The agent's classes that implement Kotlin's flows, one set for each of the application's: they are defined in a class
 * loader of their own below that one's. Thread-safe.
 */
final class KotlinFlows {
    static final String DECLARED = "kotlinx/coroutines/flow/Flow";

    private static final String FLOW = "kotlinx.coroutines.flow.Flow";
    private static final String FOLLOWER = "io.nightjar.observe.follow.kotlin.FlowFollower";

    /** By the interfaces {@code Flow}. */
    private static final ClassValue<PublisherFollower> FOLLOWERS = new ClassValue<>() {
        @Override
        protected PublisherFollower computeValue(Class<?> flow) {
            try {
                return LibraryLoader.make(flow, FOLLOWER, PublisherFollower.class);
            } catch (Exception strange) {
                throw new IllegalStateException("unknown flows: " + flow, strange);
            }
        }
    };

    private KotlinFlows() {}

    /** The interface {@code Flow} that a class implements; null where it implements none. */
    static @Nullable Class<?> interfaceOf(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(FLOW)) {
            return type;
        }
        for (Class<?> face : type.getInterfaces()) {
            Class<?> found = interfaceOf(face);
            if (found != null) {
                return found;
            }
        }
        return interfaceOf(type.getSuperclass());
    }

    /** @param flow as {@link #interfaceOf} returns it */
    static PublisherFollower of(Class<?> flow) {
        return FOLLOWERS.get(flow);
    }
}
