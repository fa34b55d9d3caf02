package com.acme;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;

/** Methods that declare the sources of RxJava and Mutiny: each returns what it was given. */
public class Sources {
    public Single<String> single(Single<String> given) {
        return given;
    }

    public SingleSource<String> source(SingleSource<String> given) {
        return given;
    }

    public Maybe<String> maybe(Maybe<String> given) {
        return given;
    }

    public Completable completable(Completable given) {
        return given;
    }

    public Observable<String> observable(Observable<String> given) {
        return given;
    }

    public Flowable<String> flowable(Flowable<String> given) {
        return given;
    }

    public Publisher<String> publisher(Publisher<String> given) {
        return given;
    }

    public Uni<String> uni(Uni<String> given) {
        return given;
    }

    public Multi<String> multi(Multi<String> given) {
        return given;
    }

    public Flow.Publisher<String> flow(Flow.Publisher<String> given) {
        return given;
    }

    public Object anything(Object given) {
        return given;
    }
}
