package io.nightjar.weave.match;

import io.nightjar.pattern.Pattern;
import io.nightjar.preset.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The methods that patterns of one type each mean in a library's class files, none of which is loaded. Confined to one
 * thread.
 */
public final class PatternMethods {
    private static final int DEEPEST = 32;
    /** The major version of class files before those of Java 1. */
    private static final int BEFORE_JAVA_1 = 44;

    private final ClassLoader loader;
    private final Map<String, byte @Nullable []> files = new HashMap<>();
    private @Nullable String unreadable;

    /**
     * A method as a class file declares it.
     *
     * @param type internal name of the type that declares it
     */
    public record Declared(String type, String name, String descriptor) {}

    /** @param loader that has the class files as resources */
    public PatternMethods(ClassLoader loader) {
        this.loader = loader;
    }

    /** Whether one type decides what a rule means: its pattern has no wildcard there, and asks for no annotation of types. */
    public static boolean isOneType(Rule rule) {
        return rule.pattern().type().exact() && rule.pattern().scope() != Pattern.Scope.ANNOTATED;
    }

    /**
     * The methods that a rule means of a type, those that it inherits included where its subtypes are meant. Abstract ones are
     * among them then: what implements them is woven.
     *
     * @param type internal name
     */
    public List<Declared> of(Rule rule, String type) {
        List<Declared> found = new ArrayList<>();
        add(type, rule, found, false, 0);
        return found;
    }

    /** Whether there is any such method. */
    boolean hasAny(Rule rule, String type) {
        return add(type, rule, new ArrayList<>(), true, 0);
    }

    /** The class file of a type, null where there is none, or none that can be read. */
    byte @Nullable [] file(String type) {
        if (!files.containsKey(type)) {
            files.put(type, LoaderFiles.read(type, loader));
        }
        return files.get(type);
    }

    /** Whether a loader has a type, readable or not. */
    boolean isThere(String type) {
        return file(type) != null || loader.getResource(type + ".class") != null;
    }

    /** The first type of which the class file cannot be read, and why; null where there was none. */
    @Nullable
    String unreadable() {
        return unreadable;
    }

    private boolean add(String type, Rule rule, List<Declared> found, boolean oneIsEnough, int depth) {
        byte[] bytes = depth > DEEPEST ? null : file(type);
        if (bytes == null) {
            if (depth == 0 && unreadable == null && isThere(type)) {
                unreadable = type.replace('/', '.') + " cannot be read from its jar";
            }
            return false;
        }
        try {
            return addDeclared(bytes, type, rule, found, oneIsEnough, depth);
        } catch (RuntimeException broken) {
            unreadable = unreadable == null ? type.replace('/', '.') + ' ' + why(bytes, broken) : unreadable;
            return false;
        }
    }

    private static String why(byte[] bytes, RuntimeException broken) {
        boolean unsupported = String.valueOf(broken.getMessage()).startsWith("Unsupported class file");
        return unsupported
                ? "is compiled for Java " + (((bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF) - BEFORE_JAVA_1)
                        + ", which is newer than this agent knows"
                : "is no whole class file";
    }

    private boolean addDeclared(
            byte[] bytes, String type, Rule rule, List<Declared> found, boolean oneIsEnough, int depth) {
        boolean inherits = rule.pattern().scope() == Pattern.Scope.SUBTYPES;
        int never = Opcodes.ACC_NATIVE | (inherits ? 0 : Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNTHETIC);
        for (MethodOutline method :
                ClassOutline.of(new ClassReader(bytes), null).methods()) {
            if (!method.is(never) && method.isSourceCode() && MethodChoice.namesMethod(rule, method)) {
                found.add(new Declared(type, method.name, method.descriptor));
            }
        }
        ClassHeader header = ClassHeader.of(bytes);
        for (int i = 0; inherits && !(oneIsEnough && !found.isEmpty()) && i < header.superCount(); i++) {
            add(header.superName(i), rule, found, oneIsEnough, depth + 1);
        }
        return !found.isEmpty();
    }
}
