package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods that matched and must stay as they are, because what is woven in would make a class that does not load. */
final class LeftAloneTest {
    @ParameterizedTest
    @CsvSource({"65531,1", "65535,1", "3,65530", "3,65535"})
    void shouldLeaveAMethodAloneThatHasNoRoomForMore(int locals, int stack) throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Wide#*")) {
            Class<?> wide = new Wide(fixture).defined(locals, stack);

            wide.getMethod("wide").invoke(null);
            wide.getMethod("narrow").invoke(null);

            assertThat(fixture.calls.drain())
                    .as("the other method is woven")
                    .containsExactly("started Wide.narrow", "ended Wide.narrow");
            assertThat(fixture.log.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"65530,1", "3,65500"})
    void shouldWeaveAMethodThatHasRoom(int locals, int stack) throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Wide#wide")) {
            new Wide(fixture).defined(locals, stack).getMethod("wide").invoke(null);

            assertThat(fixture.calls.drain()).containsExactly("started Wide.wide", "ended Wide.wide");
        }
    }

    /** Defines a class of which one method has so many locals, and so much stack. */
    private static final class Wide extends ClassLoader {
        private final WeavingFixture fixture;

        private Wide(WeavingFixture fixture) {
            this.fixture = fixture;
        }

        private Class<?> defined(int locals, int stack) throws Exception {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Wide", null, "java/lang/Object", null);
            method(writer, "wide", locals, stack);
            method(writer, "narrow", 0, 0);
            byte[] bytes = writer.toByteArray();
            byte[] changed = fixture.transformers.get(0).transform(null, this, "com/acme/Wide", null, null, bytes);
            byte[] file = changed == null ? bytes : changed;
            return defineClass("com.acme.Wide", file, 0, file.length);
        }

        private static void method(ClassWriter writer, String name, int locals, int stack) {
            MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()V", null, null);
            method.visitCode();
            method.visitInsn(Opcodes.RETURN);
            method.visitMaxs(stack, locals);
            method.visitEnd();
        }
    }
}
