package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The classes that a JVM loads with the agent, where nobody asked for more than to watch one method. */
final class LoadedClasses {
    private LoadedClasses() {}

    /** The JVM's log of them, of a second and a half. */
    static String log(Jdk jdk, Path directory) throws IOException {
        Path loaded = directory.resolve("loaded");
        Outcome outcome = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer")
                .option("-Xlog:class+load:file=" + loaded)
                .main("com.acme.Application", "slow:1500")
                .run();
        assertThat(outcome.exitCode()).isZero();
        return Files.readString(loaded);
    }
}
