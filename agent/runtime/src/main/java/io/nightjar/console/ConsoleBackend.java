package io.nightjar.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the console shows, and what it has done: the agent in this process, or one in another. Thread-safe. */
public interface ConsoleBackend {
    /** What of recording, judging and delivery stands still, in a word each; empty while all move. */
    List<String> standstill();

    /** The status, a JSON object; without the label sets where it is to be short. */
    String status(boolean brief);

    /**
     * The newest alerts, each as a JSON object, oldest first.
     *
     * @param type as JSON has it; null for all
     * @param status as JSON has it; null for all
     */
    List<String> alerts(@Nullable String type, @Nullable String status, int limit);

    /** What fires or is pending, a JSON array. */
    String conditions();

    /** The silences that are not over, a JSON array. */
    String silences();

    /** Advice about thresholds, as text; null where there is none to give. */
    @Nullable
    String advice();

    /** What is scraped; null where there is nothing to scrape. */
    default @Nullable MetricsSource metrics() {
        return null;
    }

    /** How figures went in the last hour. */
    SeriesSource series();

    /** Acknowledges a condition, and returns it as it is then; {@code lasting} is null for as long as it lasts. */
    Map<?, ?> acknowledge(String fingerprint, @Nullable String by, @Nullable String note, @Nullable Duration lasting)
            throws RefusedException;

    void unacknowledge(String fingerprint) throws RefusedException;

    /** Silences what a matcher means, and returns the silence. */
    Map<?, ?> silence(String match, Duration lasting, @Nullable String by, @Nullable String note)
            throws RefusedException;

    void unsilence(String id) throws RefusedException;
}
