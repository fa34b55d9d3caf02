package io.nightjar.forked;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells the agent's own lines of standard error from everybody else's. */
final class AgentLines {
    private static final Pattern OWN =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z (DEBUG|INFO|WARN|ERROR) )?nightjar .*");

    private AgentLines() {}

    static List<String> of(Outcome outcome) {
        return outcome.stderr()
                .lines()
                .filter(line -> OWN.matcher(line).matches())
                .toList();
    }

    /** Standard error without the agent's lines. */
    static String others(Outcome outcome) {
        return outcome.stderr()
                .lines()
                .filter(line -> !OWN.matcher(line).matches())
                .collect(Collectors.joining("\n"));
    }
}
