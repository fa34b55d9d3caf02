package io.nightjar.observe;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Finds what a name of a value path means in a class. */
final class Members {
    private Members() {}

    /** The method {@code name()} or {@code getName()} that may be called from outside; null for none. */
    static @Nullable Method getter(Class<?> type, String name) {
        Method method = method(type, name);
        return method != null
                ? method
                : method(type, "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }

    /**
     * A field of an object that can be read; null for none.
     *
     * @param privateFields whether one that is not public counts
     */
    static @Nullable Field field(Class<?> type, String name, boolean privateFields) {
        Field field = privateFields ? ownField(type, name) : publicField(type, name);
        return field != null && !Modifier.isStatic(field.getModifiers()) && isReachable(field, field) ? field : null;
    }

    private static @Nullable Field publicField(Class<?> type, String name) {
        try {
            return type.getField(name);
        } catch (NoSuchFieldException absent) {
            return null;
        }
    }

    private static @Nullable Field ownField(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        return null;
    }

    /** The method as a type declares it that may be called from outside. */
    private static @Nullable Method method(@Nullable Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Method found = declared(each, name);
            for (Class<?> face : each.getInterfaces()) {
                found = found == null ? method(face, name) : found;
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Method declared(Class<?> type, String name) {
        try {
            Method method = type.getDeclaredMethod(name);
            boolean callable = Modifier.isPublic(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getReturnType() != void.class;
            return callable && isReachable(method, method) ? method : null;
        } catch (NoSuchMethodException absent) {
            return null;
        }
    }

    private static boolean isReachable(Member member, AccessibleObject access) {
        Class<?> owner = member.getDeclaringClass();
        boolean open = Modifier.isPublic(owner.getModifiers())
                && Modifier.isPublic(member.getModifiers())
                && owner.getModule().isExported(owner.getPackageName(), Members.class.getModule());
        return open || access.trySetAccessible();
    }
}
