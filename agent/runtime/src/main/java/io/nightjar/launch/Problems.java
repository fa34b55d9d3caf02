package io.nightjar.launch;

import io.nightjar.log.AgentLog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What of the agent stands still now, for the status and the log: each part that can stand still is asked at the moment
 * when somebody wants to know. Thread-safe.
 *
 * <p>A part uses the same words as long as the same problem lasts, so that each problem is logged once, and its end once.
 */
final class Problems implements Supplier<List<String>> {
    private final AgentLog log;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> logged = new LinkedHashSet<>();

    Problems(AgentLog log) {
        this.log = log;
    }

    /** A part of the agent that can stand still. */
    interface Part {
        /** Adds a sentence for each thing that stands still in it. */
        void addTo(List<String> problems);
    }

    synchronized Problems add(Part part) {
        parts.add(part);
        return this;
    }

    /** A sentence for each thing that stands still; empty while everything moves. */
    @Override
    public synchronized List<String> get() {
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

    /** Logs what has come to a standstill, and what moves again, since the last call. */
    synchronized void log() {
        List<String> problems = get();
        for (String problem : problems) {
            if (logged.add(problem)) {
                log.warn(problem);
            }
        }
        if (logged.isEmpty()) {
            return;
        }
        for (String earlier : List.copyOf(logged)) {
            if (!problems.contains(earlier)) {
                logged.remove(earlier);
                log.info("no longer so: " + earlier);
            }
        }
    }
}
