package io.nightjar.observe.follow;

import io.nightjar.host.Privileged;
import org.jspecify.annotations.Nullable;

/**
 * What makes the publishers of the libraries that are known by name, one set of classes for each copy of a library that the
 * application has: they are defined in a class loader of their own below it. Thread-safe.
 */
final class LibraryFollowers {
    /** By any class: what follows the publishers that descend from the same base, null where none does. */
    private static final ClassValue<@Nullable PublisherFollower> FOLLOWERS = new ClassValue<>() {
        @Override
        protected @Nullable PublisherFollower computeValue(Class<?> type) {
            Class<?> base = SuperTypes.find(type, name -> PublisherLibrary.following(name) != null);
            return base == null ? null : Privileged.isManaged() ? Privileged.get(() -> of(type, base)) : of(type, base);
        }
    };

    private LibraryFollowers() {}

    /** What follows publishers of that class; null where it descends from no publisher of a library that is known. */
    static @Nullable PublisherFollower of(Class<?> type) {
        return FOLLOWERS.get(type);
    }

    private static @Nullable PublisherFollower of(Class<?> type, Class<?> base) {
        PublisherLibrary library = PublisherLibrary.following(base.getName());
        try {
            ClassLoader loader = base.getClassLoader();
            Class<?> first = Class.forName(library.bases().get(0), false, loader);
            if (type != first) {
                return FOLLOWERS.get(first);
            }
            return LibraryLoader.make(first, library.followerName(), PublisherFollower.class);
        } catch (Exception strange) {
            throw new IllegalStateException("an unknown " + library.name() + ": " + base, strange);
        }
    }
}
