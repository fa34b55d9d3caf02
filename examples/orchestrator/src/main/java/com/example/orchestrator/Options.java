package com.example.orchestrator;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the command line asks for. */
record Options(Scenario scenario, int threads, long slowMillis, long seed) {

    static final String USAGE = """
            Usage: java -jar orchestrator.jar [options]
              --rps N            requests a second (20)
              --threads N        worker threads (4)
              --duration N       seconds to run (60)
            Misbehaviour:
              --slow SHARE       share of the messages that are very long documents, 0 to 1
              --slow-millis N    how long such a document takes at least (600)
              --failing SHARE    share of the scans that the classifier cannot take, 0 to 1
              --silent N         messages whose connection falls silent, so that reading them never ends
              --stop-after N     seconds after which no more requests come
              --long N           messages N times as long as usual
              --keep N           scans kept and never let go, MiB a second
            Scripts:
              --scenario NAME    play a script of phases: demo, or a file; it has its own load and misbehaviour
              --seed N           the same requests in the same order (1)
              --help
            """;

    private static final Set<String> STEADY =
            Set.of("rps", "duration", "slow", "failing", "silent", "long", "keep", "stop-after");
    private static final Set<String> ALWAYS = Set.of("threads", "slow-millis", "seed", "scenario");

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException where it cannot be understood; the message is for the user
     */
    static Options parse(String... args) throws IOException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!STEADY.contains(name) && !ALWAYS.contains(name)) {
                throw new IllegalArgumentException("Unknown option " + args[i]);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
            given.put(name, args[i + 1]);
        }
        int threads = (int) whole(given, "threads", 4);
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("--threads must be 1 to 1024, not " + threads);
        }
        return new Options(scenario(given), threads, whole(given, "slow-millis", 600), whole(given, "seed", 1));
    }

    private static Scenario scenario(Map<String, String> given) throws IOException {
        if (!given.containsKey("scenario")) {
            return steady(given);
        }
        for (String name : given.keySet()) {
            if (STEADY.contains(name)) {
                throw new IllegalArgumentException(
                        "--" + name + " does not go with --scenario, which has its own load");
            }
        }
        return Scenario.load(given.get("scenario"));
    }

    private static Scenario steady(Map<String, String> given) {
        long seconds = whole(given, "duration", 60);
        long busySeconds = Math.min(seconds, whole(given, "stop-after", seconds));
        Phase busy = Phase.steady("steady", Duration.ofSeconds(busySeconds), 20);
        for (String setting : List.of("rps", "slow", "failing", "silent", "long", "keep")) {
            if (given.containsKey(setting)) {
                busy = busy.with(setting, given.get(setting));
            }
        }
        List<Phase> phases = new ArrayList<>(List.of(busy));
        if (busySeconds < seconds) {
            phases.add(Phase.steady("quiet", Duration.ofSeconds(seconds - busySeconds), 0));
        }
        return new Scenario("steady", phases);
    }

    private static long whole(Map<String, String> given, String name, long otherwise) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be a whole number, not " + value, e);
        }
    }
}
