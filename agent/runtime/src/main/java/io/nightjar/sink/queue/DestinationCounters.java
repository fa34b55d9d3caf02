package io.nightjar.sink.queue;

/**
 * What became of the alerts for one destination: {@code raised = sent + suppressed + dropped + setAside + pending}. Immutable.
 *
 * @param name for a person: the destination and, where it has a URL, scheme and host
 * @param raised alerts meant for it
 * @param sent alerts that arrived
 * @param suppressed ends of conditions whose beginning it never got
 * @param dropped alerts that were refused for good or found the queue full
 * @param setAside alerts that were refused too often while others were taken, or are too old
 * @param pending alerts that wait, are under way or were left over at shutdown
 * @param failedAttempts attempts that did not deliver
 * @param stopped the destination answered that it wants no more
 * @param lastAnswer its last answer, or why there was none; empty before the first attempt
 */
public record DestinationCounters(
        String name,
        long raised,
        long sent,
        long suppressed,
        long dropped,
        long setAside,
        long pending,
        long failedAttempts,
        boolean stopped,
        String lastAnswer) {}
