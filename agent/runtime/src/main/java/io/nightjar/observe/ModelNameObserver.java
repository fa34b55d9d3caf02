package io.nightjar.observe;

/** Remembers the model names that constructors are given. Thread-safe. */
public final class ModelNameObserver extends CallObserver {
    private final ModelNames names;
    private final long observed;

    /** @param observed what stands for a start, because nothing is timed */
    public ModelNameObserver(ModelNames names, long observed) {
        this.names = names;
        this.observed = observed;
    }

    @Override
    public long enter(Object receiver, Object argument) {
        return observed;
    }

    @Override
    public Object returned(Object result, long startNanos, Object receiver, Object argument) {
        if (receiver != null && argument instanceof CharSequence name) {
            names.keep(receiver, name);
        }
        return result;
    }

    @Override
    public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
        // There is no object to name.
    }
}
