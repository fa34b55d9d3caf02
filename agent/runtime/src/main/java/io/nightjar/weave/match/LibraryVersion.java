package io.nightjar.weave.match;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a library an application has: by the name of the jar in which a type of it lies, by Maven's
 * properties in it, or by its manifest. A manifest is believed where it is the library's own: in a jar of everything it
 * is the application's.
 */
final class LibraryVersion {
    private static final String[] ATTRIBUTES = {"Implementation-Version", "Bundle-Version", "Specification-Version"};
    private static final int LONGEST = 60;

    private LibraryVersion() {}

    /**
     * The version, null where nothing states it.
     *
     * @param library {@code group:artifact}
     * @param type internal name of a type of it
     */
    static @Nullable String of(String library, String type, ClassLoader loader) {
        int colon = library.indexOf(':');
        String artifact = library.substring(colon + 1);
        URL place = loader.getResource(type + ".class");
        String jar = place == null ? "" : jarName(place.toString());
        String version = jar.startsWith(artifact + '-') ? cut(jar.substring(artifact.length() + 1)) : null;
        if (version == null && colon > 0) {
            version = ofMaven(
                    "META-INF/maven/" + library.substring(0, colon) + '/' + artifact + "/pom.properties", loader);
        }
        if (version == null && place != null) {
            version = ofManifest(place, type + ".class", artifact, jar);
        }
        return version;
    }

    /** The name, without its ending, of the innermost jar in which a resource lies; empty where it lies in none. */
    private static String jarName(String place) {
        int end = place.lastIndexOf(".jar!/");
        return end < 0 ? "" : place.substring(place.lastIndexOf('/', end) + 1, end);
    }

    /** What stands behind an artifact's name, where that is a version and not more of a name. */
    private static @Nullable String cut(@Nullable String version) {
        if (version == null
                || version.isEmpty()
                || !Character.isDigit(version.charAt(0))
                || version.length() > LONGEST) {
            return null;
        }
        for (int i = 0; i < version.length(); i++) {
            char each = version.charAt(i);
            if (each > 0x7E || !Character.isLetterOrDigit(each) && "._-+".indexOf(each) < 0) {
                return null;
            }
        }
        return version;
    }

    private static @Nullable String ofMaven(String path, ClassLoader loader) {
        byte[] text = LoaderFiles.resource(path, loader);
        if (text == null) {
            return null;
        }
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(text));
        } catch (IOException | IllegalArgumentException malformed) {
            return null;
        }
        return cut(properties.getProperty("version"));
    }

    private static @Nullable String ofManifest(URL place, String resource, String artifact, String jar) {
        String text = place.toString();
        if (!text.endsWith(resource)) {
            return null;
        }
        try {
            byte[] bytes = LoaderFiles.at(
                    new URL(place, text.substring(0, text.length() - resource.length()) + "META-INF/MANIFEST.MF"));
            Attributes main = new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
            if (!isOwn(main, artifact, jar)) {
                return null;
            }
            String version = null;
            for (int i = 0; version == null && i < ATTRIBUTES.length; i++) {
                version = cut(main.getValue(ATTRIBUTES[i]));
            }
            return version;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static boolean isOwn(Attributes main, String artifact, String jar) {
        String title = main.getValue("Implementation-Title");
        String bundle = main.getValue("Bundle-SymbolicName");
        return jar.equals(artifact) || artifact.equals(title) || bundle != null && bundle.endsWith(artifact);
    }
}
