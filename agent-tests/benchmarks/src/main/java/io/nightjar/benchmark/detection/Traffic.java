package io.nightjar.benchmark.detection;

/** What the callers of one operation do, second by second. The same seed makes the same weeks. */
interface Traffic {
    /** Writes the next second, in which an incident lasts. */
    void next(Second second, Incident incident);
}
