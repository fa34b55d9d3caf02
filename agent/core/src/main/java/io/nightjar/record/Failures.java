package io.nightjar.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What a thrown object means: opened, cancelled, ignored. Thread-safe. */
public final class Failures {
    private static final int DEEPEST_WRAPPING = 16;

    /**
     * The names of a class, its superclasses and all their interfaces, those of nested ones with dots too; read once a
     * class and kept with the class.
     */
    private static final ClassValue<List<String>> LINEAGE = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            List<String> names = new ArrayList<>();
            for (Class<?> c = type; c != null; c = c.getSuperclass()) {
                addWithInterfaces(c, names);
            }
            return List.copyOf(names);
        }
    };

    private Failures() {}

    /**
     * What was really thrown inside completion and execution wrappers. Wrappers that hold one another, or too many of them,
     * are left as they are: the thrown object itself is returned.
     */
    public static Throwable opened(Throwable thrown) {
        try {
            Throwable inner = thrown;
            for (int i = 0; i < DEEPEST_WRAPPING; i++) {
                Throwable cause = isWrapper(inner) ? inner.getCause() : null;
                if (cause == null) {
                    return inner;
                }
                inner = cause;
            }
        } catch (Throwable refused) {
            // A cause is the application's code: what it throws is no result of the call.
        }
        return thrown;
    }

    /** Whether a wrapper stands for a future that was cancelled. */
    static boolean isCancellation(Throwable thrown, Throwable opened) {
        return thrown != opened && opened instanceof CancellationException;
    }

    /** Whether a call that threw this has failed: it was neither cancelled nor is that class to be ignored. */
    static boolean isFailure(Throwable thrown, List<String> ignoredClasses) {
        Throwable opened = opened(thrown);
        return !isCancellation(thrown, opened) && !isIgnored(opened, ignoredClasses);
    }

    static boolean isIgnored(Throwable opened, List<String> ignoredClasses) {
        if (ignoredClasses.isEmpty()) {
            return false;
        }
        for (String name : LINEAGE.get(opened.getClass())) {
            if (ignoredClasses.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWrapper(Throwable thrown) {
        Class<?> type = thrown.getClass();
        return type == CompletionException.class || type == ExecutionException.class;
    }

    private static void addWithInterfaces(Class<?> type, List<String> names) {
        if (names.contains(type.getName())) {
            return;
        }
        names.add(type.getName());
        if (type.getName().indexOf('$') >= 0) {
            names.add(type.getName().replace('$', '.'));
        }
        for (Class<?> parent : type.getInterfaces()) {
            addWithInterfaces(parent, names);
        }
    }
}
