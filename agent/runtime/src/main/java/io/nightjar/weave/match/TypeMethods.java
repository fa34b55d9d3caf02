package io.nightjar.weave.match;

import io.nightjar.host.ByLoader;
import io.nightjar.pattern.NameGlob;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Which methods types declare and inherit, found from class files and without loading a class. Thread-safe; no lock is
 * held while class files are read.
 */
final class TypeMethods {
    static final int DEEPEST = 64;
    /** Of one loader: beyond that a type is read each time. */
    static final int MOST_KNOWN = 10_000;

    private static final String[] PLATFORM = {"java/", "javax/", "kotlin/", "scala/"};

    private final ByLoader<Map<String, Set<String>>> declared = new ByLoader<>();
    private final ByLoader<Map<String, Own>> classes = new ByLoader<>();

    /** How a type has a method. */
    enum Declaration {
        NONE,
        ABSTRACT,
        CONCRETE
    }

    /** How a type has a method, whether it declares or inherits it; as far as its class files are to be had. */
    Declaration declarationIn(String name, String key, ClassLoader loader) {
        return declarationIn(name, key, loader, 0);
    }

    private static Declaration declarationIn(String name, String key, ClassLoader loader, int depth) {
        byte[] bytes = depth > DEEPEST || name.equals("java/lang/Object") ? null : LoaderFiles.read(name, loader);
        if (bytes == null) {
            return Declaration.NONE;
        }
        for (MethodOutline method :
                ClassOutline.of(new ClassReader(bytes), null).methods()) {
            if (method.key().equals(key) && !method.is(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) {
                return method.is(Opcodes.ACC_ABSTRACT) ? Declaration.ABSTRACT : Declaration.CONCRETE;
            }
        }
        ClassHeader header = ClassHeader.of(bytes);
        Declaration found = Declaration.NONE;
        for (int i = 0; i < header.superCount() && found != Declaration.CONCRETE; i++) {
            Declaration above = declarationIn(header.superName(i), key, loader, depth + 1);
            found = above == Declaration.NONE ? found : above;
        }
        return found;
    }

    /**
     * Keys of the methods that a type declares or inherits, bridges and private ones left out; null where its class file is not
     * to be had.
     */
    @Nullable
    Set<String> declaredBy(String name, ClassLoader loader) {
        Map<String, Set<String>> cache = of(loader, declared);
        Set<String> methods = cache.get(name);
        if (methods == null) {
            byte[] bytes = LoaderFiles.read(name, loader);
            if (bytes == null) {
                return null;
            }
            methods = declares(ClassOutline.of(new ClassReader(bytes), null), loader);
        }
        return methods;
    }

    /** As {@link #declaredBy}, of a type whose outline is at hand; remembered. */
    Set<String> declares(ClassOutline outline, ClassLoader loader) {
        Set<String> methods = new LinkedHashSet<>();
        addDeclared(outline, loader, methods, 0);
        of(loader, declared).put(outline.name(), methods);
        return methods;
    }

    private static void addDeclared(ClassOutline outline, ClassLoader loader, Set<String> methods, int depth) {
        for (MethodOutline method : outline.methods()) {
            boolean inherited = depth == 0 || !method.is(Opcodes.ACC_STATIC) && !method.isConstructor();
            if (inherited && !method.is(Opcodes.ACC_PRIVATE) && method.isSourceCode()) {
                methods.add(method.key());
            }
        }
        if (depth < DEEPEST) {
            for (String above : outline.superNames()) {
                byte[] bytes = above.equals("java/lang/Object") ? null : LoaderFiles.read(above, loader);
                if (bytes != null) {
                    addDeclared(ClassOutline.of(new ClassReader(bytes), null), loader, methods, depth + 1);
                }
            }
        }
    }

    /** Keys of the methods that a type declares or inherits and on which an annotation of that name stands. */
    Set<String> annotated(String name, NameGlob annotation, ClassLoader loader) {
        Set<String> methods = new LinkedHashSet<>();
        addAnnotated(name, annotation, loader, methods, 0);
        return methods;
    }

    private static void addAnnotated(
            String name, NameGlob annotation, ClassLoader loader, Set<String> methods, int depth) {
        byte[] bytes = depth > DEEPEST || name.equals("java/lang/Object") ? null : LoaderFiles.read(name, loader);
        if (bytes == null) {
            return;
        }
        ClassOutline outline = ClassOutline.of(new ClassReader(bytes), method -> !method.equals("<init>"));
        for (MethodOutline method : outline.methods()) {
            if (!method.is(Opcodes.ACC_PRIVATE | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)
                    && MethodChoice.anyMatches(annotation, method.annotations)) {
                methods.add(method.key());
            }
        }
        for (String above : outline.superNames()) {
            addAnnotated(above, annotation, loader, methods, depth + 1);
        }
    }

    /**
     * Internal name of the nearest class, that one or a super class, that declares a method which subclasses inherit; null for
     * none.
     */
    @Nullable
    String declaringAbove(@Nullable String name, String key, ClassLoader loader) {
        String current = name;
        for (int depth = 0; depth < DEEPEST && current != null && !isOfPlatform(current); depth++) {
            Own own = own(current, loader);
            if (own == null || own.inheritable.contains(key)) {
                return own == null ? null : current;
            }
            current = own.superName;
        }
        return null;
    }

    private @Nullable Own own(String name, ClassLoader loader) {
        Map<String, Own> cache = of(loader, classes);
        Own own = cache.get(name);
        byte[] bytes = own == null ? LoaderFiles.read(name, loader) : null;
        if (bytes != null) {
            ClassOutline outline = ClassOutline.of(new ClassReader(bytes), null);
            Set<String> inheritable = new HashSet<>();
            for (MethodOutline method : outline.methods()) {
                if (!method.is(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC) && !method.isConstructor()) {
                    inheritable.add(method.key());
                }
            }
            own = new Own(outline.superName(), inheritable);
            if (cache.size() < MOST_KNOWN) {
                cache.put(name, own);
            }
        }
        return own;
    }

    /** What a class itself declares for its subclasses. */
    private record Own(@Nullable String superName, Set<String> inheritable) {}

    /** Whether a type is of the JDK or of a language's library: nothing there descends from what others declare. */
    static boolean isOfPlatform(String name) {
        for (String prefix : PLATFORM) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The part of a loader. */
    static <T> Map<String, T> of(ClassLoader loader, ByLoader<Map<String, T>> all) {
        Map<String, T> own = all.get(loader);
        return own == null ? all.getOrPut(loader, new ConcurrentHashMap<>()) : own;
    }
}
