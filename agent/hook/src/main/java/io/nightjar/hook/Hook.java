package io.nightjar.hook;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/** Brings the hook into the JVM and binds it to a handler. Thread-safe. */
public final class Hook {
    private static final String HOOK = "java.lang.NightjarHook";

    private Hook() {}

    /**
     * Defines the hook in {@code java.base}, once for each JVM.
     *
     * @param instrumentation opens {@code java.lang} to this class's module, and to no other
     * @param hookClass the bytes of {@code java/lang/NightjarHook.class}
     * @return false where it is there already: of an agent before this one, or patched in
     * @throws IllegalAccessException where the JVM does not let it in
     */
    public static boolean define(Instrumentation instrumentation, byte[] hookClass) throws IllegalAccessException {
        if (isDefined()) {
            return false;
        }
        Module here = Hook.class.getModule();
        Map<String, Set<Module>> opens = Map.of("java.lang", Set.of(here));
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(), opens, Set.of(), Map.of());
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(hookClass);
        return true;
    }

    /** Whether the JVM knows the hook. */
    public static boolean isDefined() {
        try {
            Class.forName(HOOK, false, null);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /**
     * From now on the timer receives the calls that only need their time taken, and the handler the others.
     *
     * @param sinceNanos calls that started before are those of an agent before this one, and are not reported
     */
    public static void install(CallTimer timer, CallHandler handler, long sinceNanos) {
        Binding.bind(timer, handler, sinceNanos);
    }

    /** Whether ends of calls wait to be handed over, because their own threads had no stack left to report them. */
    public static boolean hasDeferred() {
        return Binding.waiting();
    }

    /** As {@link #isDeferred}, of the ends that stores alone kept; they are handed over with the others. */
    public static boolean isKept(long startNanos, long bits) {
        return Binding.isKeptByStores(startNanos, bits);
    }

    /**
     * Whether the end of a call waits to be handed over.
     *
     * @param startNanos of its start those bits that are set in {@code bits}
     */
    public static boolean isDeferred(long startNanos, long bits) {
        return Binding.isWaiting(startNanos, bits);
    }

    /** Hands over to the handler the ends that wait; one thread at a time. */
    public static void handOverDeferred() {
        Binding.handOver();
    }

    /** The class of that name which a loader has already, as its own or by another's; null for none. Loads nothing. */
    public static Class<?> loadedBy(ClassLoader loader, String name) {
        return Binding.find(loader, name);
    }

    /** From now on nothing receives calls. */
    public static void uninstall() {
        Binding.unbind();
    }

    /** The hook's target: forwards to code outside of {@code java.lang}. */
    private static final class Binding extends NightjarHook {
        private final CallTimer timer;
        private final CallHandler handler;

        private static volatile Binding bound;

        private Binding(CallTimer timer, CallHandler handler, long sinceNanos) {
            super(sinceNanos);
            this.timer = timer;
            this.handler = handler;
        }

        static void bind(CallTimer timer, CallHandler handler, long sinceNanos) {
            Binding binding = new Binding(timer, handler, sinceNanos);
            bound = binding;
            install(binding);
        }

        static void unbind() {
            install(null);
            bound = null;
        }

        static Class<?> find(ClassLoader loader, String name) {
            return loadedBy(loader, name);
        }

        static boolean waiting() {
            return hasDeferred();
        }

        static boolean isWaiting(long startNanos, long bits) {
            return isDeferred(startNanos, bits);
        }

        static boolean isKeptByStores(long startNanos, long bits) {
            return isKept(startNanos, bits);
        }

        static void handOver() {
            Binding current = bound;
            if (current != null) {
                handOver(current);
            }
        }

        @Override
        protected long onEnter(int operationId) {
            return timer.start(operationId);
        }

        @Override
        protected void onExit(Throwable thrown, int operationId, long startNanos) {
            timer.end(operationId, startNanos, thrown);
        }

        @Override
        protected long onEnter(int operationId, int group) {
            return handler.enter(operationId, group);
        }

        @Override
        protected void onExit(Throwable thrown, int operationId, int group, long startNanos) {
            handler.exit(thrown, operationId, group, startNanos);
        }

        @Override
        protected long onObserve(int observerId, Object receiver, Object argument) {
            return handler.observe(observerId, receiver, argument);
        }

        @Override
        protected Object onReturned(Object result, int observerId, long startNanos, Object receiver, Object argument) {
            return handler.returned(result, observerId, startNanos, receiver, argument);
        }

        @Override
        protected void onThrew(Throwable thrown, int observerId, long startNanos, Object receiver, Object argument) {
            handler.threw(thrown, observerId, startNanos, receiver, argument);
        }

        @Override
        protected void onDeferred(
                int kind,
                int id,
                int group,
                long startNanos,
                long endNanos,
                Throwable thrown,
                Object result,
                Object receiver) {
            if (kind == PLAIN || kind == GROUPED) {
                handler.deferredExit(thrown, id, group, startNanos, endNanos);
            } else {
                handler.deferredEnd(thrown, result, id, startNanos, endNanos, receiver);
            }
        }

        @Override
        protected void onFailure(Throwable failure) {
            handler.failed(failure);
        }
    }
}
