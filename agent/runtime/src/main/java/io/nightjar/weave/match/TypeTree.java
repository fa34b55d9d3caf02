package io.nightjar.weave.match;

import io.nightjar.host.ByLoader;
import io.nightjar.pattern.NameGlob;
import io.nightjar.preset.Rule;
import io.nightjar.time.NanoClock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Which of the types that rules name a class descends from, found from class files and without loading a class. Thread-safe.
 *
 * <p>Super types that were not seen before are read as resources of the class's own loader; no lock is held meanwhile.
 */
public final class TypeTree {
    private static final String[] NONE = {};

    /** The types that rules name, each once. */
    private final NameGlob[] named;

    private final boolean namesPlatformTypes;
    private final TypesInSight inSight;
    private final ByLoader<Map<String, String[]>> known = new ByLoader<>();
    private final TypeMethods methods = new TypeMethods();

    /** @param inSight whether a class loader is known to have one of the types */
    TypeTree(Rule[] rules, boolean inSight, NanoClock clock) {
        boolean platform = false;
        Map<String, NameGlob> distinct = new LinkedHashMap<>();
        for (Rule rule : rules) {
            NameGlob type = rule.pattern().type();
            distinct.put(type.text(), type);
            platform |= TypeMethods.isOfPlatform(type.text().replace('.', '/'));
        }
        this.named = distinct.values().toArray(new NameGlob[0]);
        this.namesPlatformTypes = platform;
        this.inSight = new TypesInSight(named, inSight, clock);
    }

    /** Internal names of the types named by rules among a class and all its super types. */
    String[] targetsOf(String name, ClassHeader header, ClassLoader loader) {
        if (inSight.from(loader)) {
            return targetsOf(name, header, loader, TypeMethods.of(loader, known), 0);
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

    /** The methods of types. */
    TypeMethods methods() {
        return methods;
    }

    /** Whether, since the last time, the first named type was found after other classes had been seen. */
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
        if ((depth > 0 || targets.length > 0) && cache.size() < TypeMethods.MOST_KNOWN) {
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
        byte[] bytes = TypeMethods.isOfPlatform(name) && !namesPlatformTypes || depth > TypeMethods.DEEPEST
                ? null
                : LoaderFiles.read(name, loader);
        if (bytes != null) {
            if (target) {
                methods.declares(ClassOutline.of(new ClassReader(bytes), null), loader);
            }
            return targetsOf(name, ClassHeader.of(bytes), loader, cache, depth + 1);
        }
        String[] targets = target ? new String[] {name} : NONE;
        if (cache.size() < TypeMethods.MOST_KNOWN) {
            cache.put(name, targets);
        }
        return targets;
    }

    /** Whether a type that is not at hand is another, or descends from it, where rules name that other one. */
    boolean descends(String name, String target, ClassLoader loader) {
        return List.of(targetsOfSuper(name, loader, TypeMethods.of(loader, known), 0))
                .contains(target);
    }

    private boolean isTarget(String name) {
        for (NameGlob type : named) {
            if (type.matches(name)) {
                return true;
            }
        }
        return false;
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
