package io.nightjar.forked;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of this machine. */
final class Tools {
    private Tools() {}

    /** The first of these names that is on the PATH; null where none is, and then it is said what is left out. */
    static Path find(String leftOut, String... names) {
        for (String folder : System.getenv("PATH").split(":")) {
            for (String name : names) {
                Path path = Path.of(folder).resolve(name);
                if (Files.isExecutable(path)) {
                    return path;
                }
            }
        }
        System.out.println("Left out: " + leftOut + "; no " + names[0] + " is on the PATH");
        return null;
    }
}
