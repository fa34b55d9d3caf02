package io.nightjar.weave.match;

import io.nightjar.host.ByLoader;
import io.nightjar.pattern.NameGlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * The annotations that classes inherit from their super classes, because {@code @Inherited} stands on them; found from class
 * files, without loading any. Thread-safe.
 */
final class InheritedAnnotations {
    private static final String INHERITED = "Ljava/lang/annotation/Inherited;";
    private static final int DEEPEST = 64;
    private static final int MOST_KNOWN = 5_000;

    /** By internal name of a class the descriptors of the annotations that its subclasses inherit. */
    private final ByLoader<Map<String, List<String>>> known = new ByLoader<>();

    /**
     * Whether the subclasses of a class inherit an annotation of that name.
     *
     * @param superName internal name of a class
     */
    boolean inheritsAny(NameGlob annotation, String superName, ClassLoader loader) {
        for (String descriptor : below(superName, loader, 0)) {
            if (annotation.matches(descriptor.substring(1, descriptor.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    private List<String> below(String name, ClassLoader loader, int depth) {
        if (depth > DEEPEST || name.startsWith("java/")) {
            return List.of();
        }
        Map<String, List<String>> ofLoader = known.get(loader);
        if (ofLoader == null) {
            ofLoader = known.getOrPut(loader, new ConcurrentHashMap<>());
        }
        List<String> found = ofLoader.get(name);
        if (found == null) {
            found = read(name, loader, depth);
            if (ofLoader.size() < MOST_KNOWN) {
                ofLoader.put(name, found);
            }
        }
        return found;
    }

    private List<String> read(String name, ClassLoader loader, int depth) {
        byte[] bytes = LoaderFiles.read(name, loader);
        if (bytes == null) {
            return List.of();
        }
        ClassOutline outline = ClassOutline.of(new ClassReader(bytes), null);
        List<String> found = new ArrayList<>(0);
        for (String descriptor : outline.annotations()) {
            if (isInherited(descriptor, loader)) {
                found.add(descriptor);
            }
        }
        if (!outline.isInterface() && outline.superName() != null) {
            found.addAll(below(outline.superName(), loader, depth + 1));
        }
        return List.copyOf(found);
    }

    private static boolean isInherited(String descriptor, ClassLoader loader) {
        byte[] bytes = LoaderFiles.read(descriptor.substring(1, descriptor.length() - 1), loader);
        return bytes != null
                && ClassOutline.of(new ClassReader(bytes), null).annotations().contains(INHERITED);
    }
}
