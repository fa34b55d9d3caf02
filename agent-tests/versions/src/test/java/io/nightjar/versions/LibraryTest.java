package io.nightjar.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LibraryTest {
    @Test
    void shouldReadALineOfALibrary() {
        List<Library> read = Library.list("# a comment\n\nacme com.acme:engine+com.acme:api 1.0 1.1 2.0 large\n");

        assertThat(read)
                .containsExactly(new Library(
                        "acme", List.of("com.acme:engine", "com.acme:api"), List.of("1.0", "1.1", "2.0"), true));
        assertThat(read.get(0).oldest()).isEqualTo("1.0");
        assertThat(read.get(0).newest()).isEqualTo("2.0");
        assertThat(read.get(0).coordinates("1.1")).containsExactly("com.acme:engine:1.1", "com.acme:api:1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "acme com.acme:engine", "acme engine 1.0", "acme com.acme:engine large"})
    void shouldSayWhatALineLacks(String line) {
        assertThatThrownBy(() -> Library.list("# a comment\n" + line))
                .hasMessage(
                        "line 2: '" + line + "' is not of the form <preset> <group>:<artifact> <version> <version> …");
    }
}
