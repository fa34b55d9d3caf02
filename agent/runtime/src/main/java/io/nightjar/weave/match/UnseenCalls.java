package io.nightjar.weave.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a preset does not see of the version of its library that the application has. Immutable.
 *
 * @param library what the preset calls its library
 * @param version null where it is not to be found out
 * @param calls the preset's calls, and what else is lost, in words
 */
public record UnseenCalls(
        String preset, String library, @Nullable String version, List<String> calls) {
    public UnseenCalls {
        calls = List.copyOf(calls);
    }

    /** All of it in a line. */
    public String text() {
        return "preset " + preset + " does not see " + String.join(", ", calls) + " of " + library
                + (version == null
                        ? ", of which this version is unknown to it"
                        : ' ' + version + ", a version unknown to it");
    }
}
