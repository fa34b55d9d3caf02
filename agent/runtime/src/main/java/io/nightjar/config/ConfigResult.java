package io.nightjar.config;

import java.util.ArrayList;
import java.util.List;

/** What came of reading a configuration. */
public sealed interface ConfigResult {
    /** It can be followed. */
    record Valid(NightjarConfig config) implements ConfigResult {}

    /**
     * It cannot: every problem at once, in the order of sources and lines.
     *
     * @param problems the first of them
     * @param more how many others there are
     */
    record Invalid(List<Problem> problems, int more) implements ConfigResult {
        public Invalid {
            problems = List.copyOf(problems);
        }

        /** How many problems there are, in words. */
        public String count() {
            int all = problems.size() + more;
            return all == 1 ? "1 problem" : Integer.toString(all).concat(" problems");
        }

        /** A line for each problem, and one for those beyond the first. */
        public List<String> problemLines() {
            List<String> lines = new ArrayList<>(problems.size() + 1);
            for (Problem problem : problems) {
                lines.add(problem.render());
            }
            if (more > 0) {
                lines.add("and ".concat(Integer.toString(more)).concat(" more"));
            }
            return lines;
        }

        /** What is said of it, by the agent on standard error and by {@code check}: a heading, and a line a problem. */
        public List<String> lines() {
            List<String> lines = new ArrayList<>(problems.size() + 2);
            lines.add("nightjar: the configuration has ".concat(count()).concat("; the agent stays off"));
            for (String line : problemLines()) {
                lines.add("  ".concat(line));
            }
            return lines;
        }
    }
}
