package io.nightjar.status;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the alerts for one destination: {@code raised = sent + suppressed + dropped + setAside + pending}. Immutable.
 *
 * @param destination for a person: the destination and, where it has a URL, scheme and host
 * @param raised alerts meant for it
 * @param sent alerts that arrived
 * @param suppressed ends of conditions whose beginning it never got
 * @param dropped alerts that were refused for good or did not fit the queue
 * @param setAside alerts that were refused too often while others were taken, or are too old
 * @param pending alerts that wait or are under way
 * @param failed attempts that did not deliver
 * @param stopped whether it answered that it wants no more
 * @param lastAnswer what it answered last, or why there was no answer; empty before the first attempt
 */
public record DestinationStatus(
        @Nullable String destination,
        @Nullable Long raised,
        @Nullable Long sent,
        @Nullable Long suppressed,
        @Nullable Long dropped,
        @Nullable Long setAside,
        @Nullable Long pending,
        @Nullable Long failed,
        @Nullable Boolean stopped,
        @Nullable String lastAnswer) {

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("destination", destination);
        map.put("raised", raised);
        map.put("sent", sent);
        map.put("suppressed", suppressed);
        map.put("dropped", dropped);
        map.put("set_aside", setAside);
        map.put("pending", pending);
        map.put("failed", failed);
        map.put("stopped", stopped);
        map.put("last_answer", lastAnswer);
        return map;
    }

    static DestinationStatus read(Members members) {
        return new DestinationStatus(
                members.text("destination"),
                members.count("raised"),
                members.count("sent"),
                members.count("suppressed"),
                members.count("dropped"),
                members.count("set_aside"),
                members.count("pending"),
                members.count("failed"),
                members.flag("stopped"),
                members.text("last_answer"));
    }
}
