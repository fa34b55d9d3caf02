package kotlin.coroutines;

/** As Kotlin's library declares it. */
public interface Continuation<T> {
    void resumeWith(Object result);
}
