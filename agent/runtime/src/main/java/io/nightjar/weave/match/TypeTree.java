package io.nightjar.weave.match;

import io.nightjar.host.ByLoader;
import io.nightjar.pattern.NameGlob;
import io.nightjar.preset.Rule;
import io.nightjar.time.NanoClock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Which of the types that rules name a class descends from, found from class files and without loading a class. Thread-safe.
 *
 * <p>Super types that did not come by before are read as resources of the class's own loader; no lock is held meanwhile.
 */
public final class TypeTree {
    private static final String[] NONE = {};
    private static final int DEEPEST = 64;
    /** Of one loader: beyond that a super type is read each time. */
    private static final int MOST_KNOWN = 10_000;
    private static final String[] PLATFORM = {"java/", "javax/", "kotlin/", "scala/"};

    /** The types that rules name, each once. */
    private final NameGlob[] named;
    private final boolean namesPlatformTypes;
    private final TypesInSight inSight;
    private final ByLoader<Map<String, String[]>> known = new ByLoader<>();
    private final ByLoader<Map<String, Set<String>>> declared = new ByLoader<>();
    private final ByLoader<Map<String, Own>> classes = new ByLoader<>();

    /** @param inSight whether a class loader is known to have one of the types */
    TypeTree(Rule[] rules, boolean inSight, NanoClock clock) {
        boolean platform = false;
        Map<String, NameGlob> distinct = new LinkedHashMap<>();
        for (Rule rule : rules) {
            NameGlob type = rule.pattern().type();
            distinct.put(type.text(), type);
            platform |= isOfPlatform(type.text().replace('.', '/'));
        }
        this.named = distinct.values().toArray(new NameGlob[0]);
        this.namesPlatformTypes = platform;
        this.inSight = new TypesInSight(named, inSight, clock);
    }

    /** Internal names of the types named by rules among a class and all its super types. */
    String[] targetsOf(String name, ClassHeader header, ClassLoader loader) {
        if (inSight.from(loader)) {
            return targetsOf(name, header, loader, of(loader, known), 0);
        }
        String[] targets = directTargets(name, header);
        if (targets.length > 0) {
            inSight.found();
        }
        return targets;
    }

    /** What is named, the class itself or a super type of its own: no other class file is read for that. */
    private String[] directTargets(String name, ClassHeader header) {
        String[] targets = isTarget(name) ? new String[] {name} : NONE;
        for (int i = 0; i < header.superCount(); i++) {
            String superName = header.superName(i);
            targets = isTarget(superName) ? union(targets, new String[] {superName}) : targets;
        }
        return targets;
    }

    /** Whether, since the last time, the first named type was found after other classes had come by. */
    public boolean takeLate() {
        return inSight.takeLate();
    }

    /** As above for a class that is loaded, by reflection alone. */
    String[] targetsOf(Class<?> type) {
        Set<String> found = new HashSet<>();
        collect(type, found);
        return found.toArray(NONE);
    }

    /** Whether a loaded class has targets, by reflection; {@code known} remembers the answers. */
    boolean descends(@Nullable Class<?> type, Map<Class<?>, Boolean> known) {
        if (type == null || type == Object.class) {
            return false;
        }
        Boolean answer = known.get(type);
        if (answer == null) {
            answer = isTarget(type.getName().replace('.', '/')) || descends(type.getSuperclass(), known);
            for (Class<?> each : type.getInterfaces()) {
                answer |= descends(each, known);
            }
            known.put(type, answer);
        }
        return answer;
    }

    private void collect(@Nullable Class<?> type, Set<String> found) {
        if (type == null || type == Object.class) {
            return;
        }
        String name = type.getName().replace('.', '/');
        if (isTarget(name)) {
            found.add(name);
        }
        collect(type.getSuperclass(), found);
        for (Class<?> each : type.getInterfaces()) {
            collect(each, found);
        }
    }

    private String[] targetsOf(
            String name, ClassHeader header, ClassLoader loader, Map<String, String[]> cache, int depth) {
        String[] targets = isTarget(name) ? new String[] {name} : NONE;
        for (int i = 0; i < header.superCount(); i++) {
            targets = union(targets, targetsOfSuper(header.superName(i), loader, cache, depth));
        }
        // Few classes are a super type of others: of the rest only those that a generator wrote cannot be read again.
        if ((depth > 0 || targets.length > 0) && cache.size() < MOST_KNOWN) {
            cache.put(name, targets);
        }
        return targets;
    }

    private String[] targetsOfSuper(String name, ClassLoader loader, Map<String, String[]> cache, int depth) {
        String[] cached = cache.get(name);
        if (cached != null) {
            return cached;
        }
        boolean target = isTarget(name);
        byte[] bytes = isOfPlatform(name) && !namesPlatformTypes || depth > DEEPEST ? null : LoaderFiles.read(name, loader);
        if (bytes != null) {
            if (target) {
                declares(ClassOutline.of(new ClassReader(bytes), null), loader);
            }
            return targetsOf(name, ClassHeader.of(bytes), loader, cache, depth + 1);
        }
        String[] targets = target ? new String[] {name} : NONE;
        if (cache.size() < MOST_KNOWN) {
            cache.put(name, targets);
        }
        return targets;
    }

    /** Whether a type is of the JDK or of a language's library: nothing there descends from what others declare. */
    private static boolean isOfPlatform(String name) {
        for (String prefix : PLATFORM) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

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
        for (MethodOutline method : ClassOutline.of(new ClassReader(bytes), null).methods()) {
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

    /** Whether a type that is not at hand is another, or descends from it, where rules name that other one. */
    boolean descends(String name, String target, ClassLoader loader) {
        return List.of(targetsOfSuper(name, loader, of(loader, known), 0)).contains(target);
    }

    /**
     * Keys of the methods that a type declares or inherits, bridges and private ones left out; null where its class file is not
     * to be had.
     */
    @Nullable Set<String> declaredBy(String name, ClassLoader loader) {
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
            if (inherited && !method.is(Opcodes.ACC_PRIVATE | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) {
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
    @Nullable String declaringAbove(@Nullable String name, String key, ClassLoader loader) {
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

    private boolean isTarget(String name) {
        for (NameGlob type : named) {
            if (type.matches(name)) {
                return true;
            }
        }
        return false;
    }

    private static <T> Map<String, T> of(ClassLoader loader, ByLoader<Map<String, T>> all) {
        Map<String, T> own = all.get(loader);
        return own == null ? all.getOrPut(loader, new ConcurrentHashMap<>()) : own;
    }

    private static String[] union(String[] some, String[] more) {
        if (some.length == 0 || more.length == 0) {
            return some.length == 0 ? more : some;
        }
        Set<String> both = new HashSet<>(List.of(some));
        both.addAll(List.of(more));
        return both.toArray(NONE);
    }
}
