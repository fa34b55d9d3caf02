package io.nightjar.forked;

import java.nio.file.Path;

/** Where the build left what the tests need. */
final class Project {
    private Project() {}

    static Path jar() {
        return Path.of(property("jar.under.test"));
    }

    /** The directory of the whole project. */
    static Path root() {
        return jar().toAbsolutePath().normalize().getParent().getParent();
    }

    static String version() {
        return property("version.under.test");
    }

    /** The classes of the watched applications. */
    static Path applications() {
        return Path.of(property("target.classes"));
    }

    static Path target() {
        return Path.of(property("target.directory"));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("-D" + name + " is not set: run these tests through Maven");
        }
        return value;
    }
}
