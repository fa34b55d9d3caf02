package io.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The agent as it was at a commit of this repository, built from it: what this build is held against. */
final class Baseline {
    private Baseline() {}

    /**
     * The jar; it is built where it is not there yet, in a work tree of its own, and stays.
     *
     * @param repository its root
     * @param commit as git resolves it
     * @param place where the work tree is made
     * @throws IOException where git or Maven fails, with what it said
     */
    static Path jar(Path repository, String commit, Path place) throws IOException, InterruptedException {
        Path tree = place.resolve("baseline-" + commit);
        Path jar = tree.resolve("target/nightjar.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        if (!Files.exists(tree.resolve("pom.xml"))) {
            run(repository, List.of("git", "worktree", "prune"));
            run(repository, List.of("git", "worktree", "add", "--detach", "--force", tree.toString(), commit));
        }
        run(
                tree,
                List.of("mvn", "-q", "-B", "-ntp", "-Dmaven.test.skip=true", "-pl", "agent/runtime", "-am", "package"));
        if (!Files.exists(jar)) {
            throw new IOException("the build of " + commit + " left no " + jar);
        }
        return jar;
    }

    private static void run(Path where, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
    }
}
