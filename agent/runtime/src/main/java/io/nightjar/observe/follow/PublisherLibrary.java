package io.nightjar.observe.follow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A library whose publishers are followed by classes that extend its own. {@link #ALL} lists all: a new one is a package
 * of its name below this one, compiled against the library, and a line here. Immutable.
 *
 * @param name of the package
 * @param follower the class in it that is a {@link PublisherFollower}
 * @param bases dotted names of the types that it follows
 * @param declared dotted names of further types of the library that a method may declare to return
 */
record PublisherLibrary(String name, String follower, List<String> bases, List<String> declared) {
    static final List<PublisherLibrary> ALL = List.of(
            new PublisherLibrary(
                    "reactor",
                    "ReactorFollower",
                    List.of("reactor.core.publisher.Mono", "reactor.core.publisher.Flux"),
                    List.of("reactor.core.CorePublisher")),
            new PublisherLibrary(
                    "rxjava",
                    "RxJavaFollower",
                    List.of(
                            "io.reactivex.rxjava3.core.Flowable",
                            "io.reactivex.rxjava3.core.Single",
                            "io.reactivex.rxjava3.core.Maybe",
                            "io.reactivex.rxjava3.core.Completable",
                            "io.reactivex.rxjava3.core.Observable"),
                    List.of(
                            "io.reactivex.rxjava3.core.SingleSource",
                            "io.reactivex.rxjava3.core.MaybeSource",
                            "io.reactivex.rxjava3.core.CompletableSource",
                            "io.reactivex.rxjava3.core.ObservableSource")),
            new PublisherLibrary(
                    "mutiny",
                    "MutinyFollower",
                    List.of("io.smallrye.mutiny.Uni", "io.smallrye.mutiny.Multi"),
                    List.of()),
            new PublisherLibrary("kotlin", "FlowFollower", List.of("kotlinx.coroutines.flow.Flow"), List.of()));

    private static final String FOLLOW = "io.nightjar.observe.follow.";

    /** The library that follows the type of that name; null for none. */
    static @Nullable PublisherLibrary following(String type) {
        for (PublisherLibrary library : ALL) {
            if (library.bases.contains(type)) {
                return library;
            }
        }
        return null;
    }

    /** Whether a method that declares to return the type of that name returns a publisher of one of the libraries. */
    static boolean isDeclared(String type) {
        for (PublisherLibrary library : ALL) {
            if (library.bases.contains(type) || library.declared.contains(type)) {
                return true;
            }
        }
        return false;
    }

    /** Dotted name of the class that makes the publishers. */
    String followerName() {
        return FOLLOW + name + '.' + follower;
    }
}
