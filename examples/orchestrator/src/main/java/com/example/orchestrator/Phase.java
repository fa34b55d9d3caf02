package com.example.orchestrator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A stretch of time with one kind of traffic.
 *
 * @param requestsPerSecond how many requests arrive; 0 for none
 * @param slowShare share of the messages that are very long documents
 * @param failingShare share of the scans that carry a plane which the classifier does not take
 * @param silentConnections messages of which half arrives and then nothing more until the phase is over
 * @param messageTimes how many times as long as usual the ordinary messages are
 * @param keptMebibytesPerSecond how fast an archive of scans, which nobody empties, grows
 */
record Phase(
        String name,
        Duration duration,
        double requestsPerSecond,
        double slowShare,
        double failingShare,
        int silentConnections,
        int messageTimes,
        int keptMebibytesPerSecond) {

    static final String SETTINGS = "rps, slow, failing, silent, long, keep";

    Phase {
        require(!duration.isNegative() && !duration.isZero(), "the duration", "more than 0 s", duration.toSeconds());
        require(requestsPerSecond >= 0 && requestsPerSecond <= 10_000, "rps", "0 to 10000", requestsPerSecond);
        require(slowShare >= 0 && slowShare <= 1, "slow", "a share from 0 to 1", slowShare);
        require(failingShare >= 0 && failingShare <= 1, "failing", "a share from 0 to 1", failingShare);
        require(silentConnections >= 0, "silent", "0 or more connections", silentConnections);
        require(messageTimes >= 1 && messageTimes <= 100, "long", "1 to 100 times", messageTimes);
        require(keptMebibytesPerSecond >= 0, "keep", "0 or more MiB/s", keptMebibytesPerSecond);
    }

    /** Reads {@code name seconds setting=value…}. */
    static Phase parse(String line) {
        String[] words = line.trim().split("\\s+");
        if (words.length < 2) {
            throw new IllegalArgumentException("expected: name seconds setting=value…");
        }
        Phase phase = steady(words[0], Duration.ofMillis(Math.round(number("the duration", words[1]) * 1000)), 10);
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("expected setting=value, not " + words[i]);
            }
            phase = phase.with(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return phase;
    }

    /** Good traffic. */
    static Phase steady(String name, Duration duration, double requestsPerSecond) {
        return new Phase(name, duration, requestsPerSecond, 0, 0, 0, 1, 0);
    }

    /** This phase with one setting changed. */
    Phase with(String setting, String value) {
        double n = number(setting, value);
        return switch (setting) {
            case "rps" -> with(n, slowShare, failingShare, silentConnections, messageTimes, keptMebibytesPerSecond);
            case "slow" ->
                with(requestsPerSecond, n, failingShare, silentConnections, messageTimes, keptMebibytesPerSecond);
            case "failing" ->
                with(requestsPerSecond, slowShare, n, silentConnections, messageTimes, keptMebibytesPerSecond);
            case "silent" ->
                with(requestsPerSecond, slowShare, failingShare, (int) n, messageTimes, keptMebibytesPerSecond);
            case "long" ->
                with(requestsPerSecond, slowShare, failingShare, silentConnections, (int) n, keptMebibytesPerSecond);
            case "keep" -> with(requestsPerSecond, slowShare, failingShare, silentConnections, messageTimes, (int) n);
            default -> throw new IllegalArgumentException("unknown setting " + setting + "; there are " + SETTINGS);
        };
    }

    private Phase with(double requests, double slow, double failing, int silent, int times, int kept) {
        return new Phase(name, duration, requests, slow, failing, silent, times, kept);
    }

    /** What is going on, for a person. */
    String description() {
        List<String> parts = new ArrayList<>();
        parts.add(requestsPerSecond == 0 ? "no requests" : format(requestsPerSecond) + " requests a second");
        if (slowShare > 0) {
            parts.add(format(slowShare * 100) + " % of the messages are very long");
        }
        if (failingShare > 0) {
            parts.add(format(failingShare * 100) + " % of the scans cannot be read");
        }
        if (silentConnections > 0) {
            parts.add(silentConnections + " sent by a connection that falls silent");
        }
        if (messageTimes > 1) {
            parts.add("the messages are " + messageTimes + " times as long");
        }
        if (keptMebibytesPerSecond > 0) {
            parts.add("every scan is kept, " + keptMebibytesPerSecond + " MiB a second");
        }
        return String.join(", ", parts);
    }

    private static String format(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private static double number(String what, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + " must be a number, not " + value, e);
        }
    }

    private static void require(boolean holds, String what, String allowed, double value) {
        if (!holds) {
            throw new IllegalArgumentException(what + " must be " + allowed + ", not " + format(value));
        }
    }
}
