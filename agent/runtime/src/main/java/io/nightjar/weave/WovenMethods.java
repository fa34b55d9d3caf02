package io.nightjar.weave;

import io.nightjar.detect.StackSource;
import io.nightjar.host.ByLoader;
import io.nightjar.observe.ValueReader;
import io.nightjar.observe.WovenSpans;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which classes and methods are woven, by class loader, for finding a thread inside an operation and for putting all
 * back. Thread-safe.
 */
final class WovenMethods implements StackSource {
    private static final int DEEPEST = 200;
    /** Most stacks are less deep; of a deeper one all is looked at where its beginning does not show the method. */
    private static final int FRAMES_AT_FIRST = 256;

    private static final int FRAMES_AT_MOST = 16_384;
    private static final StackTraceElement[] NO_FRAMES = {};
    private static final String HOOK = "java.lang.NightjarHook";
    private static final String AGENT = "io.nightjar.";

    private final ByLoader<OfLoader> loaders = new ByLoader<>();
    private final WovenSpans spans;

    /** @param spans hears for which operations a loader's classes are woven */
    WovenMethods(WovenSpans spans) {
        this.spans = spans;
    }

    /** @param className dotted */
    void add(ClassLoader loader, String operation, String className, String method) {
        OfLoader ofLoader = loaders.get(loader);
        if (ofLoader == null) {
            ofLoader = loaders.getOrPut(loader, new OfLoader());
        }
        ofLoader.add(operation, className, method);
        spans.add(operation, loader);
    }

    /** A class is as it was, or is woven anew. */
    void remove(ClassLoader loader, String className) {
        OfLoader ofLoader = loaders.get(loader);
        if (ofLoader != null) {
            ofLoader.remove(className);
        }
    }

    /** Whether a class is woven. */
    boolean contains(Class<?> type) {
        OfLoader ofLoader = loaders.get(type.getClassLoader());
        return ofLoader != null && ofLoader.classes.contains(type.getName());
    }

    @Override
    public List<String> stackInside(String operation) {
        List<Set<String>> methods = methodsOf(operation);
        return methods.isEmpty()
                ? List.of()
                : stackInside(methods, Thread.getAllStackTraces().values());
    }

    @Override
    public List<String> stackInside(String operation, Thread thread, int mostFrames) {
        List<Set<String>> methods = methodsOf(operation);
        StackTraceElement[] stack = methods.isEmpty() ? NO_FRAMES : ThreadStacks.of(thread, FRAMES_AT_FIRST);
        if (stack.length == FRAMES_AT_FIRST && woven(methods, stack) < 0) {
            stack = ThreadStacks.of(thread, FRAMES_AT_MOST);
        }
        return isInside(methods, stack) ? lines(stack, mostFrames) : List.of();
    }

    private List<Set<String>> methodsOf(String operation) {
        List<Set<String>> methods = new ArrayList<>();
        for (OfLoader each : loaders.all()) {
            Set<String> ofOperation = each.methodsOfOperation.get(operation);
            if (ofOperation != null) {
                methods.add(ofOperation);
            }
        }
        return methods;
    }

    /**
     * The stack of a thread inside one of these methods, without the agent's own frames. A thread that the agent holds
     * at the method's border, or on which it reads a label, is not inside.
     */
    static List<String> stackInside(List<Set<String>> methods, Collection<StackTraceElement[]> stacks) {
        for (StackTraceElement[] stack : stacks) {
            if (isInside(methods, stack)) {
                return lines(stack, DEEPEST);
            }
        }
        return List.of();
    }

    private static boolean isInside(List<Set<String>> methods, StackTraceElement[] stack) {
        int at = woven(methods, stack);
        return at >= 0 && (at == 0 || !stack[at - 1].getClassName().equals(HOOK)) && !readsLabels(stack);
    }

    /** Where the innermost frame of these methods lies, -1 for none. */
    private static int woven(List<Set<String>> methods, StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            String frame = stack[i].getClassName() + '#' + stack[i].getMethodName();
            for (Set<String> some : methods) {
                if (some.contains(frame)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static boolean readsLabels(StackTraceElement[] stack) {
        String reader = ValueReader.class.getName();
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(reader)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfAgent(StackTraceElement frame) {
        return frame.getClassName().equals(HOOK) || frame.getClassName().startsWith(AGENT);
    }

    private static List<String> lines(StackTraceElement[] stack, int most) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < stack.length && lines.size() < most; i++) {
            if (!isOfAgent(stack[i])) {
                lines.add(stack[i].toString());
            }
        }
        return lines;
    }

    /** What is woven of one loader's classes. */
    private static final class OfLoader {
        private final Set<String> classes = ConcurrentHashMap.newKeySet();
        private final Map<String, Set<String>> methodsOfOperation = new ConcurrentHashMap<>();

        private void add(String operation, String className, String method) {
            classes.add(className);
            Set<String> methods = methodsOfOperation.get(operation);
            if (methods == null) {
                Set<String> added = ConcurrentHashMap.newKeySet();
                @Nullable Set<String> earlier = methodsOfOperation.putIfAbsent(operation, added);
                methods = earlier == null ? added : earlier;
            }
            methods.add(className + '#' + method);
        }

        private void remove(String className) {
            if (!classes.remove(className)) {
                return;
            }
            for (Set<String> methods : methodsOfOperation.values()) {
                for (String method : methods) {
                    if (method.startsWith(className) && method.startsWith("#", className.length())) {
                        methods.remove(method);
                    }
                }
            }
        }
    }
}
