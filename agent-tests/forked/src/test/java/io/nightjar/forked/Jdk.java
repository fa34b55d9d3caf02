package io.nightjar.forked;

import java.nio.file.Path;

/** A JDK of this machine. */
record Jdk(int feature, String version, Path home) {
    Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
