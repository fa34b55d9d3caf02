package io.nightjar.weave.bytecode;

import io.nightjar.weave.match.ClassOutline;
import io.nightjar.weave.match.MethodOutline;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Writes a class file anew with some of its methods woven; all others are copied as they are, and nothing is added but
 * code. Loads no class of the application. Confined to one thread.
 */
public final class ClassWeaver extends ClassVisitor {
    private static final int MOST = 0xFFFF;
    /** A method with more is never woven, so that the message about it does not depend on how it would be woven. */
    private static final int MOST_LOCALS = 65_530;

    private final ClassOutline outline;
    private final Map<String, List<WeavePlan>> plans;

    private ClassWeaver(ClassWriter writer, ClassOutline outline, Map<String, List<WeavePlan>> plans) {
        super(ClassOutline.ASM, writer);
        this.outline = outline;
        this.plans = plans;
    }

    /**
     * The class woven.
     *
     * @param plans for the key of each method that is to be woven, how, once for each operation
     * @throws net.bytebuddy.jar.asm.MethodTooLargeException where a method would outgrow what a class file allows
     */
    public static byte[] weave(ClassReader reader, ClassOutline outline, Map<String, List<WeavePlan>> plans) {
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new ClassWeaver(writer, outline, plans), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    /** Whether a method's locals and stack stay within the 65,535 each that a class file allows, with what is woven in. */
    public static boolean fits(MethodOutline method, List<WeavePlan> plans) {
        int locals = method.maxLocals;
        int stack = method.maxStack;
        for (WeavePlan plan : plans) {
            locals += TimedMethod.localsOf(plan);
            stack += TimedMethod.MORE_STACK;
        }
        return method.maxLocals <= MOST_LOCALS && locals <= MOST && stack <= MOST;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
        List<WeavePlan> wanted = plans.get(name + descriptor);
        if (wanted == null) {
            return visitor;
        }
        MethodOutline method = method(name, descriptor);
        int locals = method.maxLocals;
        int last = locals;
        for (WeavePlan plan : wanted) {
            last += TimedMethod.localsOf(plan);
        }
        for (WeavePlan plan : wanted) {
            last -= TimedMethod.localsOf(plan);
            visitor = new TimedMethod(visitor, outline.name(), method, plan, last, outline.version() >= 50);
        }
        return visitor;
    }

    private MethodOutline method(String name, String descriptor) {
        for (MethodOutline method : outline.methods()) {
            if (method.name.equals(name) && method.descriptor.equals(descriptor)) {
                return method;
            }
        }
        throw new IllegalStateException("the class file changed while it was read: " + outline.name());
    }
}
