package io.nightjar.versions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks every version of the list and writes the page's table anew; what leads nowhere in all versions is printed. */
final class VersionsMain {
    private VersionsMain() {}

    /** @param args the page */
    public static void main(String[] args) throws IOException, InterruptedException {
        JarStore store = JarStore.ofBuild();
        List<Library> libraries = list();
        List<String> wanted = new ArrayList<>();
        for (Library library : libraries) {
            library.versions().forEach(version -> wanted.addAll(library.coordinates(version)));
        }
        store.fetch(wanted);
        List<VersionsPage.Row> rows = new ArrayList<>();
        Set<String> dead = new TreeSet<>();
        Set<String> leading = new TreeSet<>();
        for (Library library : libraries) {
            for (String version : library.versions()) {
                List<Path> jars =
                        library.coordinates(version).stream().map(store::jar).toList();
                PresetCheck check = PresetCheck.of(library.preset(), jars);
                VersionsPage.add(rows, library, version, check.seen());
                check.paths().forEach(path -> dead.add(library.preset() + ": " + path));
                check.leadingPaths().forEach(path -> leading.add(library.preset() + ": " + path));
            }
        }
        VersionsPage.write(Path.of(args[0]), rows);
        dead.removeAll(leading);
        dead.forEach(path -> System.out.println("leads nowhere in any version: " + path));
    }

    /** The list of this module. */
    static List<Library> list() throws IOException {
        try (InputStream in = VersionsMain.class.getResourceAsStream("/versions.txt")) {
            return Library.list(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
