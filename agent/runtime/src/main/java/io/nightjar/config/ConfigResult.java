package io.nightjar.config;

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
    }
}
