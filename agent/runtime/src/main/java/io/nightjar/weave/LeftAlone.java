package io.nightjar.weave;

import io.nightjar.log.AgentLog;
import io.nightjar.weave.match.MethodChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Kotlin suspend functions that patterns match, which are not timed because their calls cannot be followed. Thread-safe. */
final class LeftAlone {
    private static final int MOST = 200;

    private final AgentLog log;
    /** By the message about each method, the name of its operation. */
    private final Map<String, String> operations = new LinkedHashMap<>();

    LeftAlone(AgentLog log) {
        this.log = log;
    }

    /** Remembers those that were found in a class, and logs each once. */
    void add(String className, List<MethodChoice.Match> suspending) {
        for (MethodChoice.Match match : suspending) {
            String sentence = sentence(className, match);
            boolean first;
            synchronized (operations) {
                first = operations.size() < MOST && operations.putIfAbsent(sentence, match.operation()) == null;
            }
            if (first) {
                log.warn(sentence);
            }
        }
    }

    /** Names of the operations, each once. */
    List<String> operations() {
        synchronized (operations) {
            return operations.values().stream().distinct().toList();
        }
    }

    /** @param className internal name */
    static String sentence(String className, MethodChoice.Match match) {
        return match.operation() + " is not timed in " + className.replace('/', '.') + '#' + match.method().name + ": "
                + match.method().obstacle();
    }
}
