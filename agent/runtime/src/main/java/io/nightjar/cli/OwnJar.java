package io.nightjar.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The nightjar.jar from which this command runs. */
final class OwnJar {
    private OwnJar() {}

    /** Its absolute path, for another JVM to load. */
    static Path path() {
        try {
            Path path = Path.of(OwnJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(path)) {
                return path.toAbsolutePath();
            }
        } catch (URISyntaxException notAPath) {
            throw new CommandFailure("the path of nightjar.jar could not be read: " + notAPath.getMessage());
        }
        throw new CommandFailure("this command works only from nightjar.jar: java -jar nightjar.jar …");
    }
}
