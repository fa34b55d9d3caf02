package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The one file that the build leaves. */
class JarTest {
    private static final long LARGEST_BYTES = 12L << 20;

    @Test
    void shouldHoldOnlyTheLauncherAtItsRoot() throws IOException {
        List<String> classes;
        Set<String> roots = new TreeSet<>();
        try (JarFile jar = new JarFile(Project.jar().toFile())) {
            List<String> names = jar.stream().map(JarEntry::getName).toList();
            classes = names.stream().filter(name -> name.endsWith(".class")).toList();
            names.forEach(name -> roots.add(name.substring(0, name.indexOf('/') + 1)));
        }

        assertThat(classes).isNotEmpty().allMatch(name -> name.startsWith("io/nightjar/agent/"));
        assertThat(classes).hasSizeLessThan(16);
        assertThat(roots).containsExactly("META-INF/", "io/", "nightjar/");
    }

    @Test
    void shouldFitIntoTwelveMegabytes() throws IOException {
        assertThat(Files.size(Project.jar())).isLessThanOrEqualTo(LARGEST_BYTES);
    }

    @Test
    void shouldCarryNoTimeOfItsBuild() throws IOException {
        try (JarFile jar = new JarFile(Project.jar().toFile())) {
            Set<Long> times = new TreeSet<>();
            jar.stream()
                    .forEach(entry ->
                            times.add(entry.getTimeLocal().toLocalDate().toEpochDay()));

            assertThat(times)
                    .containsExactly(java.time.LocalDate.of(2026, 11, 22).toEpochDay());
        }
    }

    @Test
    void shouldCarryItsLicences() throws IOException {
        try (JarFile jar = new JarFile(Project.jar().toFile())) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
        }
    }

    @Test
    void shouldBeTestedOnEveryJdkOfThisMachine() {
        // Said aloud, because a machine with one JDK tests less than a machine with two.
        System.out.println("Forked tests run on " + Jdks.found());

        assertThat(Jdks.found()).isNotEmpty();
    }
}
