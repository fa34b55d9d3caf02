package io.nightjar.observe.follow;

import org.jspecify.annotations.Nullable;

/** One library's futures, known by the name of their type. Thread-safe. */
final class FutureKind {
    private static final String PACKAGE = "io.nightjar.observe.follow.future.";

    private final String type;
    private final String follower;

    /** By the type as each loader of the application has it. */
    private final ClassValue<FutureFollower> followers = new ClassValue<>() {
        @Override
        protected FutureFollower computeValue(Class<?> type) {
            try {
                return LibraryLoader.make(type, PACKAGE + follower, FutureFollower.class);
            } catch (ReflectiveOperationException strange) {
                throw new IllegalStateException("unknown futures: " + type, strange);
            }
        }
    };

    /**
     * @param type dotted name of what every such future is an instance of
     * @param follower the agent's class that is compiled against it
     */
    FutureKind(String type, String follower) {
        this.type = type;
        this.follower = follower;
    }

    /** What hears of the ends of such futures; null where a class is none. */
    @Nullable
    FutureFollower followerOf(Class<?> future) {
        Class<?> found = SuperTypes.find(future, type::equals);
        return found == null ? null : followers.get(found);
    }
}
