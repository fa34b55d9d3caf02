package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import java.util.function.Supplier;

/** The value of a source that is taken without a subscription: each time a call. As thread-safe as the source. */
final class FollowedSupplier<T> {
    private final io.reactivex.rxjava3.functions.Supplier<T> source;
    private final Supplier<? extends SubscriptionCall> begin;
    private final boolean stream;

    /** @param stream whether the value is a chunk; else it is the answer */
    @SuppressWarnings("unchecked")
    FollowedSupplier(Object source, Supplier<? extends SubscriptionCall> begin, boolean stream) {
        this.source = (io.reactivex.rxjava3.functions.Supplier<T>) source;
        this.begin = begin;
        this.stream = stream;
    }

    T get() throws Throwable {
        SubscriptionCall call = begin.get();
        T value;
        try {
            value = source.get();
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
        if (value != null) {
            if (stream) {
                call.chunk(value);
            } else {
                call.value(value);
            }
        }
        call.completed();
        return value;
    }
}
