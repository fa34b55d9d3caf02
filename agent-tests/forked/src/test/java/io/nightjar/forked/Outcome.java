package io.nightjar.forked;

import java.util.List;

/** How a process ended and what it had said. */
record Outcome(int exitCode, String stdout, String stderr) {
    List<String> errorLines() {
        return stderr.lines().toList();
    }
}
