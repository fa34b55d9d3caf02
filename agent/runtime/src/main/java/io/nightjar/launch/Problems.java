package io.nightjar.launch;

import io.nightjar.log.AgentLog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of the agent stands still now, for {@code status} and the log: each part that can stand still is asked, whenever
 * somebody wants to know. Thread-safe.
 *
 * <p>A part says the same words as long as the same is wrong, so that the log says each trouble once and its end once.
 */
final class Problems {
    private final AgentLog log;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> said = new LinkedHashSet<>();

    Problems(AgentLog log) {
        this.log = log;
    }

    /** A part of the agent that can stand still. */
    interface Part {
        /** Adds a sentence for each thing that stands still in it. */
        void addTo(List<String> problems);
    }

    synchronized Problems of(Part part) {
        parts.add(part);
        return this;
    }

    /** A sentence for each thing that stands still; empty while everything moves. */
    synchronized List<String> now() {
        List<String> problems = new ArrayList<>();
        for (Part part : parts) {
            try {
                part.addTo(problems);
            } catch (Throwable e) {
                log.failure("launch.problems", e);
            }
        }
        return problems;
    }

    /** Says in the log what has come to a standstill and what moves again since the last look. */
    synchronized void say() {
        List<String> problems = now();
        for (String problem : problems) {
            if (said.add(problem)) {
                log.warn(problem);
            }
        }
        for (String earlier : List.copyOf(said)) {
            if (!problems.contains(earlier)) {
                said.remove(earlier);
                log.info("no longer so: " + earlier);
            }
        }
    }
}
