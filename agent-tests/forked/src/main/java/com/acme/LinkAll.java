package com.acme;

import java.io.File;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Links, and so has the JVM verify, every class of the jars on the class path whose names hold a word; ends with its input. */
public final class LinkAll {
    private LinkAll() {}

    public static void main(String[] arguments) throws Exception {
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (element.contains(arguments[0])) {
                link(new File(element));
            }
        }
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static void link(File file) throws Exception {
        int linked = 0;
        int missing = 0;
        try (JarFile jar = new JarFile(file)) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                    try {
                        Class.forName(
                                        name.substring(0, name.length() - 6).replace('/', '.'),
                                        false,
                                        LinkAll.class.getClassLoader())
                                .getDeclaredMethods();
                        linked++;
                    } catch (NoClassDefFoundError absent) {
                        missing++;
                    }
                }
            }
        }
        System.out.println(file.getName() + ": " + linked + " classes linked, " + missing + " lack others");
    }
}
