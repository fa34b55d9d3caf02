package io.nightjar.preset;

import io.nightjar.pattern.Pattern;
import io.nightjar.pattern.ValuePath;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One pattern, and how the methods that it matches are watched. Immutable but for {@link #sightings}.
 *
 * @param source where it comes from, for a person
 * @param excluded patterns whose methods it does not mean
 * @param group key of the group whose outermost call counts
 * @param operation the operation's name; null for type and method
 * @param defaultLatencyNanos a preset's own threshold
 * @param defaultStuckNanos a preset's own threshold
 * @param completion the name of the kind of completion
 * @param until for a call that streams, where in its result a future lies that ends it, and for what closes a stream, where in
 *     that; null for none
 * @param role for a method of a stream's own type, what it reports; null for a rule that times calls
 * @param only what a call must be to count; null where all do
 * @param sightings what was seen of it
 */
public record Rule(
        String source,
        Pattern pattern,
        List<Pattern> excluded,
        String group,
        @Nullable String operation,
        String layer,
        OptionalLong defaultLatencyNanos,
        OptionalLong defaultStuckNanos,
        String completion,
        Labels labels,
        @Nullable ValuePath until,
        @Nullable StreamRole role,
        @Nullable CallCondition only,
        Sightings sightings) {
    /** The completion of what is not configured otherwise. */
    public static final String AUTO = "auto";

    static final String RETURN = "return";

    /** More methods than this are refused. */
    public static final int MOST_METHODS = 2_000;

    public Rule {
        excluded = List.copyOf(excluded);
    }

    /** Whether it stands in a preset. */
    public boolean isPreset() {
        return source.startsWith("preset ");
    }

    public boolean excludes(String typeName, String methodName, String descriptor) {
        for (Pattern pattern : excluded) {
            if (pattern.scope() == Pattern.Scope.TYPE
                    && pattern.type().matches(typeName)
                    && pattern.matchesMethodName(methodName)
                    && pattern.matchesParameters(descriptor)) {
                return true;
            }
        }
        return false;
    }
}
