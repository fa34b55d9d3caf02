package io.nightjar.versions;

import io.nightjar.weave.match.ClassFiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription.Generic;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** The types of a library's class files with their generics; what lies in other jars is unknown. Confined to one thread. */
final class JarTypes {
    private final TypePool pool;
    private final Elsewhere elsewhere = new Elsewhere();
    private final Map<String, List<String>> subtypes = new HashMap<>();

    JarTypes(ClassFiles files) {
        pool = new TypePool.Default.WithLazyResolution(
                new TypePool.CacheProvider.Simple(),
                new ClassFileLocator.Compound(ClassFileLocator.ForClassLoader.of(files), elsewhere),
                TypePool.Default.ReaderMode.FAST);
        files.all().forEach((name, bytes) -> {
            ClassReader reader = new ClassReader(bytes);
            addSubtype(reader.getSuperName(), name);
            for (String each : reader.getInterfaces()) {
                addSubtype(each, name);
            }
        });
    }

    private void addSubtype(@Nullable String above, String name) {
        if (above != null) {
            subtypes.computeIfAbsent(above.replace('/', '.'), key -> new ArrayList<>())
                    .add(name.replace('/', '.'));
        }
    }

    /** A method by the internal name of its type, its name and its descriptor. */
    MethodDescription method(String type, String name, String descriptor) {
        for (MethodDescription method :
                pool.describe(type.replace('/', '.')).resolve().getDeclaredMethods()) {
            if (method.getInternalName().equals(name) && method.getDescriptor().equals(descriptor)) {
                return method;
            }
        }
        throw new IllegalStateException(type + " has no " + name + descriptor);
    }

    /** A type without arguments. */
    Generic type(String internalName) {
        return pool.describe(internalName.replace('/', '.')).resolve().asGenericType();
    }

    /** All that descend from a type in these class files. */
    List<Generic> descendants(Generic type) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(type.asErasure().getName()));
        while (!open.isEmpty()) {
            for (String each : subtypes.getOrDefault(open.remove(), List.of())) {
                if (found.add(each)) {
                    open.add(each);
                }
            }
        }
        return found.stream().map(this::type).toList();
    }

    /** A type that stands for itself: of a variable and of a wildcard its bound. */
    static Generic bound(Generic type) {
        Generic current = type;
        for (int depth = 0; depth < 8; depth++) {
            if (current.getSort() == TypeDefinition.Sort.WILDCARD) {
                current = current.getLowerBounds().isEmpty()
                        ? current.getUpperBounds().get(0)
                        : current.getLowerBounds().get(0);
            } else if (current.getSort() == TypeDefinition.Sort.VARIABLE) {
                current = current.getUpperBounds().get(0);
            } else {
                return current;
            }
        }
        return Generic.OfNonGenericType.ForLoadedType.of(Object.class);
    }

    /** A type, or the one above it, that has a name, with its arguments; null where it has none such. */
    @Nullable
    Generic as(Generic type, String name) {
        Generic own = bound(type);
        if (own.isArray() || own.isPrimitive()) {
            return null;
        }
        if (own.asErasure().getName().equals(name)) {
            return own;
        }
        for (Generic above : above(own)) {
            Generic found = as(above, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The super class and the interfaces; none of a type that lies elsewhere. */
    List<Generic> above(Generic type) {
        List<Generic> above = new ArrayList<>();
        if (isKnown(type)) {
            Generic superClass = type.getSuperClass();
            if (superClass != null) {
                above.add(superClass);
            }
            above.addAll(type.getInterfaces());
        }
        return above;
    }

    /** Whether the class file of a type is at hand. */
    boolean isKnown(Generic type) {
        return !elsewhere.names.contains(type.asErasure().getName());
    }

    /** Stands for types of other jars: interfaces without methods, with one type parameter, as what hands on values has. */
    private static final class Elsewhere implements ClassFileLocator {
        private final Set<String> names = new HashSet<>();

        @Override
        public Resolution locate(String name) {
            names.add(name);
            ClassWriter writer = new ClassWriter(0);
            writer.visit(
                    Opcodes.V17,
                    Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE,
                    name.replace('.', '/'),
                    "<T:Ljava/lang/Object;>Ljava/lang/Object;",
                    "java/lang/Object",
                    null);
            writer.visitEnd();
            return new Resolution.Explicit(writer.toByteArray());
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
