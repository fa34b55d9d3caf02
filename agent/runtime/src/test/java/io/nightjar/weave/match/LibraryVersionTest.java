package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the version of a library stands, and where a version stands that is another's. */
final class LibraryVersionTest {
    private static final String LIBRARY = "com.acme:engine";
    private static final String POM = "META-INF/maven/com.acme/engine/pom.properties";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "engine-1.12.1.jar, '', '', 1.12.1",
        "engine-1.0.0-beta3.jar, 7.0, '', 1.0.0-beta3",
        "engine-api-2.0.jar, 3.4, '', 3.4",
        "app-all.jar, 3.4, 'Implementation-Title: app;Implementation-Version: 9', 3.4",
        "app-all.jar, '', 'Implementation-Title: app;Implementation-Version: 9', ",
        "app-all.jar, '', 'Implementation-Title: engine;Implementation-Version: 0.31.0', 0.31.0",
        "engine.jar, '', 'Specification-Version: 0.38.0', 0.38.0",
        "renamed.jar, '', 'Bundle-SymbolicName: com.acme.engine;Bundle-Version: 2.5.4', 2.5.4",
        "renamed.jar, '1.0 or so', '', ",
        "renamed.jar, '', 'Implementation-Title: engine;Implementation-Version: unspecified', ",
    })
    void shouldFindTheVersionWhereItStands(String jar, String pom, String manifest, @Nullable String version)
            throws IOException {
        Path file = write(jar, pom, manifest);

        try (URLClassLoader loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, null)) {
            assertThat(LibraryVersion.of(LIBRARY, "com/acme/Engine", loader)).isEqualTo(version);
        }
    }

    @Test
    void shouldTellNoVersionWhenTheTypeIsNotThere() throws IOException {
        Path file = write("engine-1.0.jar", "", "");

        try (URLClassLoader loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, null)) {
            assertThat(LibraryVersion.of(LIBRARY, "com/acme/Missing", loader)).isNull();
        }
    }

    private Path write(String name, String pom, String manifest) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream jar = new ZipOutputStream(out)) {
            entry(jar, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + manifest.replace(';', '\n') + "\n\n");
            if (!pom.isEmpty()) {
                entry(jar, POM, "version=" + pom + '\n');
            }
            entry(jar, "com/acme/Engine.class", "");
        }
        return file;
    }

    private static void entry(ZipOutputStream jar, String name, String text) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(text.getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
    }
}
