package io.nightjar.weave.bytecode;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The class files of all libraries on the test's class path, by internal name. */
public final class JarClasses {
    public static final Map<String, byte[]> ALL = read();

    private JarClasses() {}

    private static Map<String, byte[]> read() {
        Map<String, byte[]> files = new TreeMap<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (element.endsWith(".jar") && !element.contains("nightjar")) {
                addAll(element, files);
            }
        }
        if (files.size() < 3_000) {
            throw new AssertionError("only " + files.size() + " class files on the class path");
        }
        return files;
    }

    private static void addAll(String element, Map<String, byte[]> files) {
        try (JarFile jar = new JarFile(element)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                    files.put(
                            name.substring(0, name.length() - ".class".length()),
                            jar.getInputStream(entry).readAllBytes());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(element, unreadable);
        }
    }
}
