package io.nightjar.observe;

/** Observes one kind of call. Thread-safe. */
public abstract class CallObserver {
    /** The start; 0 where the call is not to be recorded. */
    public abstract long enter(Object receiver, Object argument);

    /** The normal end: what the method is to return. */
    public abstract Object returned(Object result, long startNanos, Object receiver, Object argument);

    /** The end by what was thrown. */
    public abstract void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument);
}
