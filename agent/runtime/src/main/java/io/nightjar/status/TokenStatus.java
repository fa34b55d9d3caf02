package io.nightjar.status;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens calls read and wrote, as far as their library says. Immutable.
 *
 * @param input tokens read
 * @param output tokens written
 */
public record TokenStatus(@Nullable Long input, @Nullable Long output) {

    void addTo(Map<String, @Nullable Object> map) {
        map.put("input_tokens", input);
        map.put("output_tokens", output);
    }

    static @Nullable TokenStatus read(Members members) {
        return members.hasAny("input_tokens", "output_tokens")
                ? new TokenStatus(members.count("input_tokens"), members.count("output_tokens"))
                : null;
    }
}
