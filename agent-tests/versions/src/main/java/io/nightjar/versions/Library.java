package io.nightjar.versions;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the list: a preset, the library, and its versions from the oldest to the newest. Immutable.
 *
 * @param artifacts the library, {@code group:artifact}, and behind it others of the same version in which types of it lie
 * @param large whether its jars are so large that a build downloads none of them for the check alone
 */
record Library(String preset, List<String> artifacts, List<String> versions, boolean large) {
    /** The word that says that jars are large. */
    private static final String LARGE = "large";

    Library {
        artifacts = List.copyOf(artifacts);
        versions = List.copyOf(versions);
    }

    /** What the list's text says: {@code preset group:artifact[+group:artifact] version… [large]} a line, {@code #} begins a comment. */
    static List<Library> list(String text) {
        List<Library> libraries = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            String written = line.strip();
            if (!written.isEmpty() && !written.startsWith("#")) {
                libraries.add(read(written, number));
            }
        }
        return libraries;
    }

    private static Library read(String line, int number) {
        List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
        boolean large = words.remove(LARGE);
        if (words.size() < 3 || words.get(1).indexOf(':') < 0) {
            throw new IllegalArgumentException("line " + number + ": '" + line
                    + "' is not of the form <preset> <group>:<artifact> <version> <version> …");
        }
        return new Library(words.get(0), List.of(words.get(1).split("\\+")), words.subList(2, words.size()), large);
    }

    /** {@code group:artifact}. */
    String name() {
        return artifacts.get(0);
    }

    String oldest() {
        return versions.get(0);
    }

    String newest() {
        return versions.get(versions.size() - 1);
    }

    /** {@code group:artifact:version} of each of its jars. */
    List<String> coordinates(String version) {
        return artifacts.stream().map(artifact -> artifact + ':' + version).toList();
    }
}
