package io.nightjar.sink.queue;

/** The sums of one destination, while they grow. Not thread-safe; guarded by its owner. */
final class DeliveryTally {
    long raised;
    long sent;
    long suppressed;
    long dropped;
    /** Refused too often, or too old. */
    long setAside;
    /** Not delivered before the process stopped. */
    long leftOver;

    long failedAttempts;
    String lastAnswer = "";

    /** @param queued alerts that wait or are under way */
    DestinationCounters counters(String name, long queued, boolean stopped) {
        return new DestinationCounters(
                name,
                raised,
                sent,
                suppressed,
                dropped,
                setAside,
                queued + leftOver,
                failedAttempts,
                stopped,
                lastAnswer);
    }
}
