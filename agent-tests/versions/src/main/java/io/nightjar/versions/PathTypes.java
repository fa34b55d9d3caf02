package io.nightjar.versions;

import java.lang.reflect.MalformedParameterizedTypeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription.Generic;
import org.jspecify.annotations.Nullable;

/**
 * Where value paths lead by the types in class files, as the agent follows them by objects: each name is a method, a getter or a
 * field, of the type or of one that descends from it; what is optional is opened. Confined to one thread.
 */
final class PathTypes {
    /** How far the types say that a path leads to a value. */
    enum Lead {
        NOWHERE,
        /** The types say nothing against it: some lie in other jars. */
        OPEN,
        VALUE;

        Lead or(Lead other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    private static final List<String> OPTIONAL = List.of("java.util.Optional", "scala.Option");

    private final JarTypes types;

    PathTypes(JarTypes types) {
        this.types = types;
    }

    /** Where the names of a path lead from a receiver, which others may implement. */
    Lead leadFromThis(Generic receiver, List<String> names) {
        boolean implemented = receiver.isInterface() || receiver.isAbstract();
        Lead lead = lead(List.of(receiver), names);
        return implemented ? lead.or(Lead.OPEN) : lead;
    }

    /** Where the names of a path lead from what may be its root. */
    Lead lead(Collection<Generic> roots, List<String> names) {
        Collection<Generic> current = opened(roots);
        boolean open = false;
        for (String name : names) {
            List<Generic> next = new ArrayList<>();
            for (Generic each : current) {
                List<Generic> found = step(each, name);
                open |= found.isEmpty() && isOpen(each);
                next.addAll(found);
            }
            current = opened(next);
        }
        return !current.isEmpty() ? Lead.VALUE : open ? Lead.OPEN : Lead.NOWHERE;
    }

    private List<Generic> step(Generic type, String name) {
        Generic list = types.as(type, "java.util.List");
        if (list == null && name.equals("first")) {
            list = firstHolder(type);
        }
        if (list != null && (name.equals("first") || name.equals("last"))) {
            return list.getSort().isParameterized()
                    ? List.of(list.getTypeArguments().get(0))
                    : List.of(Generic.OfNonGenericType.ForLoadedType.of(Object.class));
        }
        if (type.isArray() || type.isPrimitive()) {
            return List.of();
        }
        Generic own = member(type, name);
        if (own != null) {
            return List.of(own);
        }
        List<Generic> found = new ArrayList<>();
        if (!isOfJdk(type)) {
            for (Generic each : types.descendants(type)) {
                Generic below = member(each, name);
                if (below != null) {
                    found.add(below);
                }
            }
        }
        return found;
    }

    /** A set, or what may be a list or a set by what a method declares; null for what is neither. */
    private @Nullable Generic firstHolder(Generic type) {
        String name = type.asErasure().getName();
        boolean mayBe = name.equals("java.lang.Iterable") || name.equals("java.util.Collection");
        return mayBe ? type : types.as(type, "java.util.Set");
    }

    private @Nullable Generic member(Generic type, String name) {
        Generic found = method(type, name);
        if (found == null) {
            found = method(type, "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
        }
        return found == null ? field(type, name) : found;
    }

    private @Nullable Generic method(Generic type, String name) {
        if (!types.isKnown(type)) {
            return null;
        }
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)
                    && method.getParameters().isEmpty()
                    && method.isPublic()
                    && !method.isStatic()
                    && !method.isBridge()
                    && !method.getReturnType().represents(void.class)) {
                return method.getReturnType();
            }
        }
        for (Generic above : types.above(type)) {
            Generic found = method(above, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Generic field(Generic type, String name) {
        for (Generic each = type; each != null && types.isKnown(each); each = each.getSuperClass()) {
            for (FieldDescription field : each.getDeclaredFields()) {
                if (field.getName().equals(name) && !field.isStatic()) {
                    return field.getType();
                }
            }
        }
        return null;
    }

    /** What the optional ones among types hold, each type once. */
    private Collection<Generic> opened(Collection<Generic> all) {
        Map<String, Generic> opened = new LinkedHashMap<>();
        for (Generic each : all) {
            Generic current = JarTypes.bound(each);
            for (String name : OPTIONAL) {
                Generic optional = types.as(current, name);
                if (optional != null && optional.getSort().isParameterized()) {
                    current = JarTypes.bound(optional.getTypeArguments().get(0));
                }
            }
            opened.put(text(current), current);
        }
        return opened.values();
    }

    /** Of a type whose outer class is not at hand, without its arguments. */
    private static String text(Generic type) {
        try {
            return type.toString();
        } catch (MalformedParameterizedTypeException outerClassUnknown) {
            return type.asErasure().getName();
        }
    }

    /** Whether an object of this type may be of a class that is not at hand. */
    private boolean isOpen(Generic type) {
        return type.represents(Object.class) || !types.isKnown(type);
    }

    private static boolean isOfJdk(Generic type) {
        return type.asErasure().getName().startsWith("java.");
    }
}
