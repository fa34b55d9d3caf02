package io.nightjar.observe;

import org.jspecify.annotations.Nullable;

/**
 * Calls of a method that a subclass inherits and thereby implements a type: only those of objects that are of the type
 * count, because the method's own class has others. Thread-safe.
 */
public final class ReachedObserver extends CallObserver {
    private final CallObserver counted;
    private final OfType ofType;

    /** @param target internal name of the type */
    public ReachedObserver(CallObserver counted, String target) {
        this.counted = counted;
        this.ofType = new OfType(target.replace('/', '.'));
    }

    @Override
    public long enter(@Nullable Object receiver, Object argument) {
        return receiver != null && ofType.get(receiver.getClass()) ? counted.enter(receiver, argument) : 0;
    }

    @Override
    public Object returned(Object result, long startNanos, Object receiver, Object argument) {
        return counted.returned(result, startNanos, receiver, argument);
    }

    @Override
    public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
        counted.threw(thrown, startNanos, endNanos, receiver, argument);
    }

    /** Whether classes descend from a type, known by its name alone: each application may have one. */
    private static final class OfType extends ClassValue<Boolean> {
        private final String target;

        private OfType(String target) {
            this.target = target;
        }

        @Override
        protected Boolean computeValue(Class<?> type) {
            return descends(type);
        }

        private boolean descends(@Nullable Class<?> type) {
            if (type == null || type.getName().equals(target)) {
                return type != null;
            }
            for (Class<?> each : type.getInterfaces()) {
                if (descends(each)) {
                    return true;
                }
            }
            return descends(type.getSuperclass());
        }
    }
}
