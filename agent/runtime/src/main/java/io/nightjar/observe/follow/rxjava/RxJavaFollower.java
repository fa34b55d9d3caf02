package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.PublisherFollower;
import io.nightjar.observe.follow.SubscriptionCall;
import io.nightjar.observe.follow.Substitute;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.function.Supplier;

/** Makes the source that stands before one of the application's, of the same one of RxJava's five types. Thread-safe. */
public final class RxJavaFollower implements PublisherFollower {
    /*
     * Flowable.subscribeOn asks whether it stands on this class: only then do requests go past the thread that it
     * subscribes on, which an application's emitter may keep busy until its end.
     */
    private static final String CREATED = "io.reactivex.rxjava3.internal.operators.flowable.FlowableCreate";

    private final boolean whole = Substitute.areWhole(
            FollowedSingleObserver.class,
            FollowedMaybeObserver.class,
            FollowedCompletableObserver.class,
            FollowedObserver.class,
            FollowedSubscriber.class);

    public RxJavaFollower() {}

    @Override
    public boolean canFollow(Class<?> source) {
        return whole && !source.getName().equals(CREATED) && Substitute.canStandFor(source, substitute(source));
    }

    private static Class<?> substitute(Class<?> source) {
        boolean supplier = io.reactivex.rxjava3.functions.Supplier.class.isAssignableFrom(source);
        if (Flowable.class.isAssignableFrom(source)) {
            return supplier ? FollowedFlowable.OfSupplier.class : FollowedFlowable.class;
        }
        if (Observable.class.isAssignableFrom(source)) {
            return supplier ? FollowedObservable.OfSupplier.class : FollowedObservable.class;
        }
        if (Maybe.class.isAssignableFrom(source)) {
            return supplier ? FollowedMaybe.OfSupplier.class : FollowedMaybe.class;
        }
        return Single.class.isAssignableFrom(source) ? FollowedSingle.class : FollowedCompletable.class;
    }

    @Override
    public Object follow(Object source, Supplier<? extends SubscriptionCall> begin) {
        boolean supplier = source instanceof io.reactivex.rxjava3.functions.Supplier;
        if (source instanceof Single<?> single) {
            return new FollowedSingle<>(single, begin);
        }
        if (source instanceof Flowable<?> flowable) {
            return supplier
                    ? new FollowedFlowable.OfSupplier<>(flowable, begin)
                    : new FollowedFlowable<>(flowable, begin);
        }
        if (source instanceof Observable<?> observable) {
            return supplier
                    ? new FollowedObservable.OfSupplier<>(observable, begin)
                    : new FollowedObservable<>(observable, begin);
        }
        if (source instanceof Maybe<?> maybe) {
            return supplier ? new FollowedMaybe.OfSupplier<>(maybe, begin) : new FollowedMaybe<>(maybe, begin);
        }
        return new FollowedCompletable((Completable) source, begin);
    }
}
