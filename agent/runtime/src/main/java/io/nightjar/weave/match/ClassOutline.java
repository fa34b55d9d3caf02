package io.nightjar.weave.match;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A class file read once for its methods, without loading anything; for what their code contains only where a caller
 * asks. Confined to one thread.
 */
public final class ClassOutline {
    public static final int ASM = Opcodes.ASM9;

    private final String name;
    private final int version;
    private final int access;
    private final @Nullable String superName;
    private final String[] interfaces;
    private final List<String> annotations = new ArrayList<>(0);
    private final List<MethodOutline> methods = new ArrayList<>();

    private ClassOutline(String name, int version, int access, ClassReader reader) {
        this.name = name;
        this.version = version;
        this.access = access;
        this.superName = reader.getSuperName();
        this.interfaces = reader.getInterfaces();
    }

    /**
     * An outline of a class file.
     *
     * @param codeOf the names of the methods whose code and annotations are to be read; null for none
     * @throws RuntimeException where this is no class file
     */
    public static ClassOutline of(ClassReader reader, @Nullable Predicate<String> codeOf) {
        MemberReader members = new MemberReader(reader);
        ClassOutline outline = new ClassOutline(members.className(), members.version(), members.access(), reader);
        members.read(codeOf, outline.methods, outline.annotations);
        if (codeOf != null && codeOf.test("<init>")) {
            ConstructorReader.read(reader, outline.methods);
        }
        return outline;
    }

    /** Internal name. */
    public String name() {
        return name;
    }

    /** Major version of the class file. */
    public int version() {
        return version;
    }

    /** Internal name of the super class; null for Object and for what describes a module. */
    @Nullable
    String superName() {
        return superName;
    }

    /** Whether a method is a step of a coroutine: Kotlin's compiler wrote it, and it returns at each suspension. */
    boolean isStep(MethodOutline method) {
        return superName != null
                && superName.startsWith("kotlin/coroutines/jvm/internal/")
                && (method.name.equals("invokeSuspend") || method.name.equals("create"));
    }

    /** Internal names of the super class, where there is one, and of the interfaces. */
    List<String> superNames() {
        List<String> names = new ArrayList<>(List.of(interfaces));
        if (superName != null) {
            names.add(0, superName);
        }
        return names;
    }

    boolean isInterface() {
        return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    public List<MethodOutline> methods() {
        return methods;
    }

    /** Descriptors of the annotations that the type carries. */
    List<String> annotations() {
        return annotations;
    }
}
