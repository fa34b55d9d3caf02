package io.nightjar.weave.match;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a library an application has: by the name of the jar in which a type of it lies, by Maven's
 * properties in it, or by its manifest. A manifest is believed where it is the library's own: in a jar of everything it
 * is the application's.
 *
 * @param library {@code group:artifact}: the one that was asked for, or another of its group where its types lie there
 * @param version null where nothing states it
 */
record LibraryVersion(String library, @Nullable String version) {
    private static final String[] ATTRIBUTES = {"Implementation-Version", "Bundle-Version", "Specification-Version"};
    private static final int LONGEST = 60;

    /**
     * The version.
     *
     * @param library {@code group:artifact}
     * @param type internal name of a type of it
     */
    static LibraryVersion of(String library, String type, ClassLoader loader) {
        int colon = library.indexOf(':');
        String group = colon < 0 ? "" : library.substring(0, colon);
        String artifact = library.substring(colon + 1);
        JarPlace place = JarPlace.of(type, loader);
        if (place != null) {
            String jar = place.name();
            // Quarkus puts the group before an artifact's name.
            String named = jar.startsWith(group + '.') ? jar.substring(group.length() + 1) : jar;
            String version = named.startsWith(artifact + '-') ? cut(named.substring(artifact.length() + 1)) : null;
            version = version == null ? ofMaven(place.resource(maven(group, artifact))) : version;
            version = version == null ? ofManifest(place, artifact) : version;
            if (version != null) {
                return new LibraryVersion(library, version);
            }
            String other = beforeVersion(named);
            version = ofMaven(place.resource(maven(group, other)));
            if (version != null) {
                return new LibraryVersion(group + ':' + other, version);
            }
        }
        return new LibraryVersion(library, ofMaven(LoaderFiles.resource(maven(group, artifact), loader)));
    }

    private static String maven(String group, String artifact) {
        return "META-INF/maven/" + group + '/' + artifact + "/pom.properties";
    }

    /** The artifact of a jar's name: what stands before the first number behind a hyphen. */
    private static String beforeVersion(String jar) {
        for (int hyphen = jar.indexOf('-'); hyphen >= 0; hyphen = jar.indexOf('-', hyphen + 1)) {
            if (hyphen + 1 < jar.length() && Character.isDigit(jar.charAt(hyphen + 1))) {
                return jar.substring(0, hyphen);
            }
        }
        return jar;
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

    private static @Nullable String ofMaven(byte @Nullable [] text) {
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

    private static @Nullable String ofManifest(JarPlace place, String artifact) {
        byte[] bytes = place.resource("META-INF/MANIFEST.MF");
        if (bytes == null) {
            return null;
        }
        try {
            Attributes main = new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
            if (!isOwn(main, artifact, place.name())) {
                return null;
            }
            String version = null;
            for (int i = 0; version == null && i < ATTRIBUTES.length; i++) {
                version = cut(main.getValue(ATTRIBUTES[i]));
            }
            return version;
        } catch (IOException malformed) {
            return null;
        }
    }

    private static boolean isOwn(Attributes main, String artifact, String jar) {
        String title = main.getValue("Implementation-Title");
        String bundle = main.getValue("Bundle-SymbolicName");
        return jar.equals(artifact) || artifact.equals(title) || bundle != null && bundle.endsWith(artifact);
    }
}
