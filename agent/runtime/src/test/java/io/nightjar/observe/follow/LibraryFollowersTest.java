package io.nightjar.observe.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.log.AgentLog;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Classes of the agent that stand below each copy of a library. */
final class LibraryFollowersTest {
    private static final String FLOWABLE = "io.reactivex.rxjava3.core.Flowable";

    private final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);

    @Test
    void shouldDefineItsClassesOnceForEachLibraryWhenItMeetsSeveralOfItsTypes() {
        PublisherFollower rxJava = LibraryFollowers.of(Flowable.class);

        assertThat(LibraryFollowers.of(Single.just("x").getClass())).isSameAs(rxJava);
        assertThat(LibraryFollowers.of(Flux.class)).isSameAs(LibraryFollowers.of(Mono.class));
        assertThat(LibraryFollowers.of(Uni.createFrom().item("x").getClass())).isNotNull();
        assertThat(LibraryFollowers.of(String.class)).isNull();
        assertThat(LibraryFollowers.of(Publisher.class)).isNull();
    }

    @Test
    void shouldDefineItsClassesAnewWhenTheApplicationHasAnotherCopy() throws Exception {
        try (URLClassLoader copy = new Copy("")) {
            PublisherFollower follower = LibraryFollowers.of(copy.loadClass(FLOWABLE));

            assertThat(follower).isNotSameAs(LibraryFollowers.of(Flowable.class));
            assertThat(follower.getClass().getClassLoader().getParent()).isSameAs(copy);
        }
    }

    @Test
    void shouldLeaveAloneWhatComesFromALibraryWithoutHalfOfItsClasses() throws Exception {
        try (URLClassLoader copy = new Copy("io.reactivex.rxjava3.core.MaybeObserver")) {
            Object flowable = copy.loadClass(FLOWABLE).getMethod("never").invoke(null);

            assertThat(new Publishers(log).canFollow(flowable)).isFalse();
            assertThat(log.failures()).containsOnlyKeys("weave.publisher");
        }
    }

    /** RxJava again, without one of its classes. */
    private static final class Copy extends URLClassLoader {
        private final String missing;

        Copy(String missing) throws IOException {
            super(
                    new URL[] {
                        Flowable.class.getProtectionDomain().getCodeSource().getLocation(),
                        Publisher.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    ClassLoader.getPlatformClassLoader());
            this.missing = missing;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(missing)) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }
}
