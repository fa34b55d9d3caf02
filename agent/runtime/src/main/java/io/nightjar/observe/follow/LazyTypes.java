package io.nightjar.observe.follow;

import java.util.Set;

/** Types in which a call goes on after its method has returned them, known by their names. Thread-safe. */
public final class LazyTypes {
    private static final Set<String> NAMES = Set.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.Flow$Publisher",
            "org.reactivestreams.Publisher",
            "io.smallrye.mutiny.Uni",
            "io.smallrye.mutiny.Multi",
            "io.vertx.core.streams.ReadStream",
            "com.twitter.util.Future",
            "io.reactivex.rxjava3.core.Single",
            "io.reactivex.rxjava3.core.Maybe",
            "io.reactivex.rxjava3.core.Completable",
            "io.reactivex.rxjava3.core.Observable",
            "io.reactivex.Single",
            "io.reactivex.Maybe",
            "io.reactivex.Completable",
            "io.reactivex.Observable",
            "rx.Observable",
            "rx.Single",
            "kotlinx.coroutines.flow.Flow",
            "kotlinx.coroutines.Deferred");

    private static final ClassValue<Boolean> LAZY = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return SuperTypes.find(type, NAMES::contains) != null;
        }
    };

    private LazyTypes() {}

    /** Whether a dotted name is that of such a type. */
    public static boolean isNamed(String name) {
        return NAMES.contains(name);
    }

    static boolean goesOnIn(Class<?> type) {
        return LAZY.get(type);
    }
}
