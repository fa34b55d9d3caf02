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
    /** A method with more is left alone however it would be woven, so that what is said of it does not depend on that. */
    private static final int MOST_LOCALS = 65_530;

    private final ClassOutline outline;
    private final Map<String, List<Shape>> shapes;

    private ClassWeaver(ClassWriter writer, ClassOutline outline, Map<String, List<Shape>> shapes) {
        super(ClassOutline.ASM, writer);
        this.outline = outline;
        this.shapes = shapes;
    }

    /**
     * The class woven.
     *
     * @param shapes for the key of each method that is to be woven, how, once for each operation
     * @throws net.bytebuddy.jar.asm.MethodTooLargeException where a method would outgrow what a class file allows
     */
    public static byte[] weave(ClassReader reader, ClassOutline outline, Map<String, List<Shape>> shapes) {
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new ClassWeaver(writer, outline, shapes), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    /** Whether a method's locals and stack, of which a class file allows 65,535 each, leave room for what is woven in. */
    public static boolean hasRoom(MethodOutline method, List<Shape> shapes) {
        int locals = method.maxLocals;
        int stack = method.maxStack;
        for (Shape shape : shapes) {
            locals += TimedMethod.localsOf(shape);
            stack += TimedMethod.MORE_STACK;
        }
        return method.maxLocals <= MOST_LOCALS && locals <= MOST && stack <= MOST;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
        List<Shape> wanted = shapes.get(name + descriptor);
        if (wanted == null) {
            return visitor;
        }
        MethodOutline method = method(name, descriptor);
        int locals = method.maxLocals;
        int last = locals;
        for (Shape shape : wanted) {
            last += TimedMethod.localsOf(shape);
        }
        for (Shape shape : wanted) {
            last -= TimedMethod.localsOf(shape);
            visitor = new TimedMethod(visitor, method, shape, last, outline.version() >= 50);
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
