package kotlin.coroutines.jvm.internal;

/** As Kotlin's library declares it, as far as a test needs it. */
public abstract class ContinuationImpl {
    protected abstract Object invokeSuspend(Object result);
}
