package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nightjar.pattern.Pattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that no one means: what is said of them stays short, and reading them ends. The time is a guard only. */
class HostileConfigTest {
    private static final Duration GUARD = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void shouldSayTheFirstProblemsAndCountTheOthersWhenThereAreManyUnknownKeys() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append('z').append(i).append("=1\n");
        }

        ConfigResult.Invalid invalid = guarded(() -> (ConfigResult.Invalid)
                Load.file(directory, text.toString()).loader().load());

        assertThat(invalid.lines()).hasSize(52).last().isEqualTo("  and 99950 more");
        assertThat(invalid.lines().get(0)).contains("100000 problems");
        assertThat(String.join("", invalid.lines())).hasSizeLessThan(20_000);
    }

    @Test
    void shouldEndWhenAKeyHasManyDots() throws Exception {
        String key = "operation." + "a.".repeat(400_000) + "b";

        List<Problem> problems = guarded(() -> Load.file(directory, key + "=1").problems());

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).message()).contains("unknown key");
        assertThat(problems.get(0).render()).hasSizeLessThan(1_000);
    }

    @Test
    void shouldFindTheKeyOfAnOperationWhenItsNameHasManyDots() {
        String name = "a.".repeat(100) + "b";

        KeyName found = KeyName.parse("operation." + name + ".error-rate.min-requests");

        assertThat(found.name()).isEqualTo(name);
        assertThat(found.key()).isEqualTo(Key.ERROR_RATE_MIN_REQUESTS);
    }

    @Test
    void shouldRefuseAValueWhenItsReferencesLeadToTooMuch() throws Exception {
        Files.writeString(directory.resolve("large"), "x".repeat(60_000));
        String text = "labels.a = " + "${file:large}".repeat(25_000);

        List<Problem> problems = guarded(() -> Load.file(directory, text).problems());

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).message()).contains("at most 1000 references");
    }

    @Test
    void shouldRefuseReferencesWhenManyKeysLeadToTooMuchTogether() throws Exception {
        Files.writeString(directory.resolve("large"), "x".repeat(60_000));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append("labels.a").append(i).append(" = ${file:large}\n");
        }

        assertThat(guarded(() -> Load.file(directory, text.toString()).problems()))
                .isNotEmpty();
    }

    @Test
    void shouldEndWhenAGlobHasManyWildcards() throws Exception {
        String name = "a".repeat(60) + "c";
        String packages = "a.".repeat(60) + "c";

        assertThat(guarded(() -> Pattern.parse("*a".repeat(20) + "*b#x").type().matches(name)))
                .isFalse();
        assertThat(guarded(
                        () -> Pattern.parse("..a".repeat(20) + "..b#x").type().matches(packages)))
                .isFalse();
        assertThat(guarded(() -> Pattern.parse("x.Y#z(" + "..a".repeat(20) + "..b)")
                        .matchesParameters("(L" + packages.replace('.', '/') + ";)V")))
                .isFalse();
        assertThat(guarded(() -> Glob.matches("*a".repeat(5_000) + "*b", "a".repeat(20_000))))
                .isFalse();
        assertThat(guarded(
                        () -> Pattern.parse("*a".repeat(5_000) + "*b#x").type().matches(name)))
                .isFalse();
    }

    private static <T> T guarded(Callable<T> work) throws Exception {
        return assertTimeoutPreemptively(GUARD, work::call);
    }
}
