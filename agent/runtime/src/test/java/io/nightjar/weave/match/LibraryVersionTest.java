package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        "com.acme.engine-4.101.0.jar, '', '', 4.101.0",
        "com.acme.engine-api-4.101.0.jar, '', '', ",
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
            assertThat(LibraryVersion.of(LIBRARY, "com/acme/Engine", loader))
                    .isEqualTo(new LibraryVersion(LIBRARY, version));
        }
    }

    @ParameterizedTest
    @CsvSource({"BOOT-INF/lib/engine-1.2.jar", "WEB-INF/lib/engine-1.2.jar", "lib/com.acme.engine-1.2.jar"})
    void shouldFindTheVersionByTheNameOfAJarWithinAJar(String inner) throws IOException {
        Path outer = directory.resolve("app-9.0.jar");
        try (OutputStream out = Files.newOutputStream(outer);
                ZipOutputStream jar = new ZipOutputStream(out)) {
            jar.putNextEntry(new ZipEntry(inner));
            jar.write(Files.readAllBytes(write("engine.jar", "", "")));
            jar.closeEntry();
        }

        assertThat(LibraryVersion.of(LIBRARY, "com/acme/Engine", ClassFiles.of(List.of(outer))))
                .isEqualTo(new LibraryVersion(LIBRARY, "1.2"));
    }

    /** As loaders of jars within jars say where a class lies. */
    @ParameterizedTest
    @CsvSource({
        "jar:nested:/srv/app.jar/!BOOT-INF/lib/engine-1.2.jar!/com/acme/Engine.class, engine-1.2",
        "jar:file:/srv/app.jar!/BOOT-INF/lib/engine-1.2.jar!/com/acme/Engine.class, engine-1.2",
        "jar:file:/srv/lib/main/com.acme.engine-1.2.jar!/com/acme/Engine.class, com.acme.engine-1.2",
        "vfs:/srv/app.war/WEB-INF/lib/engine-1.2.jar/com/acme/Engine.class, engine-1.2",
        "file:/srv/classes/com/acme/Engine.class, ''",
    })
    void shouldNameTheInnermostJar(String address, String name) throws IOException {
        URLStreamHandler none = new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) throws IOException {
                throw new IOException("nothing is read");
            }
        };

        assertThat(new JarPlace.OfLoader(new URL(null, address, none), "com/acme/Engine.class").name())
                .isEqualTo(name);
    }

    @Test
    void shouldSayInWhichArtifactOfTheLibraryItsTypesLie() throws IOException {
        Path file = directory.resolve("engine-core-3.0.jar");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream jar = new ZipOutputStream(out)) {
            entry(jar, "META-INF/maven/com.acme/engine-core/pom.properties", "version=3.0-M2\n");
            entry(jar, "com/acme/Engine.class", "");
        }

        try (URLClassLoader loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, null)) {
            assertThat(LibraryVersion.of(LIBRARY, "com/acme/Engine", loader))
                    .isEqualTo(new LibraryVersion("com.acme:engine-core", "3.0-M2"));
        }
        assertThat(LibraryVersion.of(LIBRARY, "com/acme/Engine", ClassFiles.of(List.of(file))))
                .isEqualTo(new LibraryVersion("com.acme:engine-core", "3.0-M2"));
    }

    @ParameterizedTest
    @CsvSource({
        "engine-1.12.1.jar, '', 1.12.1",
        "app-all.jar, 'Implementation-Title: app;Implementation-Version: 9', ",
        "renamed.jar, 'Bundle-SymbolicName: com.acme.engine;Bundle-Version: 2.5.4', 2.5.4",
    })
    void shouldFindTheVersionOfJarsThatAreOnlyLookedAt(String jar, String manifest, @Nullable String version)
            throws IOException {
        assertThat(LibraryVersion.of(LIBRARY, "com/acme/Engine", ClassFiles.of(List.of(write(jar, "", manifest)))))
                .isEqualTo(new LibraryVersion(LIBRARY, version));
    }

    @Test
    void shouldTellNoVersionWhenTheTypeIsNotThere() throws IOException {
        Path file = write("engine-1.0.jar", "", "");

        try (URLClassLoader loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, null)) {
            assertThat(LibraryVersion.of(LIBRARY, "com/acme/Missing", loader).version())
                    .isNull();
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
