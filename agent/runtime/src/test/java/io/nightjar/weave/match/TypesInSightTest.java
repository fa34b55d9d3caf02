package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pattern.Pattern;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When super types are worth reading: only once a loader has one of the types that rules name. */
final class TypesInSightTest {
    private long nowNanos = 1;

    /** A loader that has the resources it is given, and records for which it was asked. */
    private static final class Shelf extends ClassLoader {
        final Set<String> resources = new HashSet<>();
        final List<String> asked = new ArrayList<>();

        Shelf() {
            super(null);
        }

        @Override
        public URL getResource(String name) {
            asked.add(name);
            try {
                return resources.contains(name) ? URI.create("file:/" + name).toURL() : null;
            } catch (MalformedURLException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private TypesInSight watching(String... patterns) {
        var named = new io.nightjar.pattern.NameGlob[patterns.length];
        for (int i = 0; i < patterns.length; i++) {
            named[i] = Pattern.parse(patterns[i]).type();
        }
        return new TypesInSight(named, false, () -> nowNanos);
    }

    @Test
    void shouldAskALoaderOnceASecondUntilItHasOne() {
        TypesInSight types = watching("+com.acme.Model#run", "+com.acme.Other#run");
        Shelf shelf = new Shelf();

        assertThat(types.from(shelf)).isFalse();
        assertThat(types.from(shelf)).isFalse();
        assertThat(shelf.asked).containsExactly("com/acme/Model.class", "com/acme/Other.class");

        shelf.resources.add("com/acme/Other.class");
        assertThat(types.from(shelf)).isFalse();
        nowNanos += 1_000_000_000L;
        assertThat(types.from(shelf)).isTrue();
        assertThat(types.takeLate()).isTrue();
        assertThat(types.takeLate()).isFalse();

        shelf.asked.clear();
        assertThat(types.from(shelf)).isTrue();
        assertThat(shelf.asked).isEmpty();
    }

    @Test
    void shouldNotBeLateWhereTheFirstLoaderHasOne() {
        TypesInSight types = watching("+com.acme.Model#run");
        Shelf shelf = new Shelf();
        shelf.resources.add("com/acme/Model.class");

        assertThat(types.from(shelf)).isTrue();
        assertThat(types.takeLate()).isFalse();
    }

    @Test
    void shouldSeeForEveryLoaderWhatOneHas() {
        TypesInSight types = watching("+com.acme.Model#run");
        Shelf without = new Shelf();
        Shelf with = new Shelf();
        with.resources.add("com/acme/Model.class");

        assertThat(types.from(without)).isFalse();
        assertThat(types.from(with)).isTrue();
        assertThat(types.from(without)).isTrue();
        assertThat(types.takeLate()).isTrue();
    }

    @Test
    void shouldBeLateWhenAClassNamesOneThatNoLoaderShows() {
        TypesInSight types = watching("+com.acme.Model#run");

        assertThat(types.from(new Shelf())).isFalse();
        types.found();

        assertThat(types.from(new Shelf())).isTrue();
        assertThat(types.takeLate()).isTrue();
    }

    @Test
    void shouldTakeEveryLoaderForOneThatMayWhereTheNameDoesNotTellTheFile() {
        for (String pattern : List.of(
                "+com.acme.*Model#run", "+com..Model#run", "+com.acme.Outer.Inner#run", "+java.util.List#get")) {
            Shelf shelf = new Shelf();

            assertThat(watching(pattern, "+com.acme.Model#run").from(shelf))
                    .as(pattern)
                    .isTrue();
            assertThat(shelf.asked).isEmpty();
        }
    }
}
