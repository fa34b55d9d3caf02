package io.nightjar.weave;

import io.nightjar.detect.StackSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which classes and methods are woven, for finding a thread inside an operation and for putting all back. Thread-safe. */
final class WovenMethods implements StackSource {
    private static final int DEEPEST = 200;

    private final Set<String> classes = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> methodsOfOperation = new ConcurrentHashMap<>();

    /** @param className dotted */
    void add(String operation, String className, String method) {
        classes.add(className);
        Set<String> methods = methodsOfOperation.get(operation);
        if (methods == null) {
            Set<String> mine = ConcurrentHashMap.newKeySet();
            Set<String> theirs = methodsOfOperation.putIfAbsent(operation, mine);
            methods = theirs == null ? mine : theirs;
        }
        methods.add(className + '#' + method);
    }

    /** A class is as it was. */
    void remove(String className) {
        classes.remove(className);
    }

    /** Whether a class of that dotted name is woven. */
    boolean contains(String className) {
        return classes.contains(className);
    }

    @Override
    public List<String> stackInside(String operation) {
        Set<String> methods = methodsOfOperation.get(operation);
        if (methods == null) {
            return List.of();
        }
        for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
            for (StackTraceElement frame : stack) {
                if (methods.contains(frame.getClassName() + '#' + frame.getMethodName())) {
                    return lines(stack);
                }
            }
        }
        return List.of();
    }

    private static List<String> lines(StackTraceElement[] stack) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < stack.length && i < DEEPEST; i++) {
            lines.add(stack[i].toString());
        }
        return lines;
    }
}
