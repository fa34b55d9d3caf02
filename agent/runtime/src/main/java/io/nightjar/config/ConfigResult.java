package io.nightjar.config;

import java.util.ArrayList;
import java.util.List;

/** What came of reading a configuration. */
public sealed interface ConfigResult {
    /** It can be followed. */
    record Valid(NightjarConfig config) implements ConfigResult {}

    /** It cannot: every problem at once, in the order of sources and lines. */
    record Invalid(List<Problem> problems) implements ConfigResult {
        public Invalid {
            problems = List.copyOf(problems);
        }

        /** What is said of it, by the agent on standard error and by {@code check}: a heading, and a line a problem. */
        public List<String> lines() {
            List<String> lines = new ArrayList<>(problems.size() + 1);
            String count = problems.size() == 1 ? "1 problem" : Integer.toString(problems.size()).concat(" problems");
            lines.add("nightjar: the configuration has ".concat(count).concat("; the agent stays off"));
            for (Problem problem : problems) {
                lines.add("  ".concat(problem.render()));
            }
            return lines;
        }
    }
}
