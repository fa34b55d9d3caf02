package io.nightjar.weave;

import io.nightjar.pattern.NameGlob;
import io.nightjar.time.NanoClock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Which of the types that rules name a class descends from, found from class files and without loading a class. Thread-safe.
 *
 * <p>Super types that did not come by before are read as resources of the class's own loader; no lock is held meanwhile.
 */
final class TypeTree {
    private static final String[] NONE = {};
    private static final int DEEPEST = 64;
    private static final String[] PLATFORM = {"java/", "javax/", "kotlin/", "scala/"};

    /** The types that rules name, each once. */
    private final NameGlob[] named;
    private final boolean namesPlatformTypes;
    private final TypesInSight inSight;
    private final Map<ClassLoader, Map<String, String[]>> known = new WeakHashMap<>();
    private final Map<ClassLoader, Map<String, Set<String>>> declared = new WeakHashMap<>();

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
    boolean takeLate() {
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
        cache.put(name, targets);
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
        cache.put(name, targets);
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
     * Keys of the methods that a type declares, bridges and private ones left out; null where its class file is not to
     * be had.
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
    Set<String> declares(ClassOutline outline, @Nullable ClassLoader loader) {
        Set<String> methods = new HashSet<>();
        for (MethodOutline method : outline.methods()) {
            if (!method.is(Opcodes.ACC_PRIVATE | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) {
                methods.add(method.key());
            }
        }
        of(loader, declared).put(outline.name(), methods);
        return methods;
    }

    private boolean isTarget(String name) {
        for (NameGlob type : named) {
            if (type.matches(name)) {
                return true;
            }
        }
        return false;
    }

    private static <T> Map<String, T> of(@Nullable ClassLoader loader, Map<ClassLoader, Map<String, T>> all) {
        synchronized (all) {
            Map<String, T> own = all.get(loader);
            if (own == null) {
                own = new ConcurrentHashMap<>();
                all.put(loader, own);
            }
            return own;
        }
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
