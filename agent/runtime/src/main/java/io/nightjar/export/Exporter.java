package io.nightjar.export;

/** One way in which what the agent sees leaves it. Thread-safe. */
public interface Exporter extends AutoCloseable {
    /** What its failures are counted under. */
    String name();

    /**
     * Begins to export; called once the application's main has begun, and again later where it failed.
     *
     * @throws Exception where it cannot begin now
     */
    void start() throws Exception;

    /** Ends what {@link #start} began; does nothing where nothing has begun. */
    @Override
    void close();
}
