package io.nightjar.observe.follow;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Classes that implement one of the JDK's stream interfaces, whatever methods it has in this JVM, by passing every call
 * to a {@link FollowedStream}. Unlike a dynamic proxy they let pass what was thrown as it is, even a checked exception
 * that is not declared. Thread-safe.
 */
public final class StreamFaces {
    private static final String PACKAGE = StreamFaces.class.getPackageName().replace('.', '/');

    /** Of the JDK's own interfaces alone; each class is defined once, whatever threads ask for it at the same moment. */
    private static final Map<Class<?>, Face> FACES = new ConcurrentHashMap<>();

    /** A class for one interface, and the methods by the numbers with which it names them. */
    private record Face(Constructor<?> constructor, Method[] methods) {}

    private final FaceWriter writer;

    public StreamFaces(FaceWriter writer) {
        this.writer = writer;
    }

    /** An object of the interface that leads to the stream. */
    Object of(Class<?> type, FollowedStream stream) throws ReflectiveOperationException {
        return FACES.computeIfAbsent(type, this::face).constructor().newInstance(stream);
    }

    static Method method(Class<?> type, int number) {
        return FACES.get(type).methods()[number];
    }

    private Face face(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                methods.add(method);
            }
        }
        try {
            Class<?> made = MethodHandles.lookup()
                    .defineClass(writer.bytes(PACKAGE + "/Followed" + type.getSimpleName() + "Face", type, methods));
            Constructor<?> constructor = made.getDeclaredConstructor(FollowedStream.class);
            return new Face(constructor, methods.toArray(Method[]::new));
        } catch (ReflectiveOperationException strange) {
            throw new IllegalStateException("no class for " + type, strange);
        }
    }
}
