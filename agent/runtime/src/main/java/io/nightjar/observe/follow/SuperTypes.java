package io.nightjar.observe.follow;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks for a library's type, known by its name, among those that a class descends from. Stateless. */
final class SuperTypes {
    private SuperTypes() {}

    /** The class itself, or the first of its interfaces and then of its super classes' that is wanted; null for none. */
    static @Nullable Class<?> find(@Nullable Class<?> type, Predicate<String> wantedName) {
        if (type == null || wantedName.test(type.getName())) {
            return type;
        }
        for (Class<?> face : type.getInterfaces()) {
            Class<?> found = find(face, wantedName);
            if (found != null) {
                return found;
            }
        }
        return find(type.getSuperclass(), wantedName);
    }
}
