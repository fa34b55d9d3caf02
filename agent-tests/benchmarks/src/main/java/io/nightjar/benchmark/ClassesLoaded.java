package io.nightjar.benchmark;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** An application that loads many classes of a directory's jars and ends. */
final class ClassesLoaded {
    private ClassesLoaded() {}

    /**
     * Loads.
     *
     * @param arguments the directory, and how many classes
     */
    public static void main(String[] arguments) throws Exception {
        File[] jars = new File(arguments[0]).listFiles((directory, name) -> name.endsWith(".jar"));
        Arrays.sort(jars);
        List<URL> urls = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (File file : jars) {
            urls.add(file.toURI().toURL());
            try (JarFile jar = new JarFile(file)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    String name = entry.getName();
                    if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                        names.add(name.substring(0, name.length() - ".class".length())
                                .replace('/', '.'));
                    }
                }
            }
        }
        int wanted = Integer.parseInt(arguments[1]);
        int loaded =
                load(names, wanted, new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader()));
        if (loaded < wanted) {
            System.exit(1);
        }
    }

    private static int load(List<String> names, int wanted, ClassLoader loader) throws ClassNotFoundException {
        int loaded = 0;
        for (int i = 0; i < names.size() && loaded < wanted; i++) {
            try {
                loader.loadClass(names.get(i));
                loaded++;
            } catch (LinkageError lacksOthers) {
                continue;
            }
        }
        return loaded;
    }
}
