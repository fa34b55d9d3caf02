package io.nightjar.weave.match;

import java.io.IOException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** The jar, or the directory, in which a type's class file lies. */
interface JarPlace {
    /** The name of the innermost jar without its ending; empty where it is none. */
    String name();

    /** The bytes of another resource of it, null where there is none, or none that can be read. */
    byte @Nullable [] resource(String path);

    /** Where a loader has a type, null where it does not say. */
    static @Nullable JarPlace of(String type, ClassLoader loader) {
        if (loader instanceof ClassFiles files) {
            return files.place(type);
        }
        String resource = type + ".class";
        URL url = loader.getResource(resource);
        return url == null || !url.toString().endsWith(resource) ? null : new OfLoader(url, resource);
    }

    /**
     * By the address that a loader gives.
     *
     * @param resource the class file
     */
    record OfLoader(URL url, String resource) implements JarPlace {
        private static final String[] ENDINGS = {".jar!/", ".jar/"};

        @Override
        public String name() {
            String place = url.toString();
            for (String ending : ENDINGS) {
                int end = place.lastIndexOf(ending);
                if (end >= 0) {
                    return place.substring(place.lastIndexOf('/', end) + 1, end);
                }
            }
            return "";
        }

        @Override
        public byte @Nullable [] resource(String path) {
            String place = url.toString();
            try {
                return LoaderFiles.at(new URL(url, place.substring(0, place.length() - resource.length()) + path));
            } catch (IOException none) {
                return null;
            }
        }
    }
}
