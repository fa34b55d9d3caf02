package io.nightjar.weave.match;

import io.nightjar.observe.follow.MethodDeclaration;
import io.nightjar.observe.follow.Suspending;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** What must be known of a method before it is woven. Filled by the outline's reader, then read only. */
public final class MethodOutline {
    private static final int NEVER =
            Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;

    private static final String SUSPENDING = "Lkotlin/coroutines/Continuation;)Ljava/lang/Object;";

    final int access;
    public final String name;
    public final String descriptor;
    final List<String> annotations = new ArrayList<>(0);
    public int maxLocals;
    public int maxStack;
    public boolean calls;
    boolean hasSubroutines;
    boolean oddConstructor;
    /** Of a suspend function: internal name of the class by whose objects it is entered again; null for none. */
    @Nullable
    String ownContinuation;
    /** Of a bridge: name and descriptor of the method of its own class that it leads to. */
    @Nullable
    String bridgeTarget;
    /** Of a bridge to a method that is inherited from a super class: that one's name and descriptor. */
    @Nullable
    String bridgeAbove;
    /** Of a constructor: name and descriptor of the one that it calls with {@code this(...)}; null for {@code super(...)}. */
    public @Nullable String delegatesTo;

    MethodOutline(int access, String name, String descriptor) {
        this.access = access;
        this.name = name;
        this.descriptor = descriptor;
    }

    public boolean is(int flag) {
        return (access & flag) != 0;
    }

    /**
     * Whether somebody wrote it. What a compiler adds is a bridge, or is synthetic and private, static or a constructor; what is
     * synthetic beside that was written in Kotlin, where {@code @JvmSynthetic} hides a method from Java.
     */
    boolean isSourceCode() {
        int hidden = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
        return !is(Opcodes.ACC_BRIDGE) && !(is(Opcodes.ACC_SYNTHETIC) && (is(hidden) || isConstructor()));
    }

    public boolean isConstructor() {
        return name.equals("<init>");
    }

    /** What decides how its calls are followed. */
    public MethodDeclaration declaration() {
        Type returned = Type.getReturnType(descriptor);
        String internalName = returned.getSort() < Type.ARRAY ? "" : returned.getInternalName();
        return new MethodDeclaration(
                internalName, returned.getClassName(), !descriptor.startsWith("()"), isConstructor(), suspending());
    }

    private @Nullable Suspending suspending() {
        if (!isSuspending()) {
            return null;
        }
        String own = ownContinuation == null ? null : ownContinuation.replace('/', '.');
        return new Suspending(Type.getArgumentTypes(descriptor).length - 1, own);
    }

    /** The local in which a suspend function receives its caller's continuation. */
    int continuationLocal() {
        int size = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
        return size - (is(Opcodes.ACC_STATIC) ? 2 : 1);
    }

    /** Whether this kind of method is ever woven. */
    public boolean isEligible() {
        return !is(NEVER) && !name.equals("<clinit>");
    }

    /** Whether it is a Kotlin suspend function: it returns before it is done, and is entered again when it goes on. */
    public boolean isSuspending() {
        return descriptor.endsWith(SUSPENDING);
    }

    /** Why a method that is eligible is left alone, null where nothing stands against it. */
    public @Nullable String obstacle() {
        if (hasSubroutines) {
            return "it is compiled with JSR, as compilers did before Java 6";
        }
        if (oddConstructor) {
            return "its call of super(...) does not stand on one straight way";
        }
        return null;
    }

    public String key() {
        return name + descriptor;
    }
}
