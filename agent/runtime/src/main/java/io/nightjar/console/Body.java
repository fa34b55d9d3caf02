package io.nightjar.console;

import io.nightjar.config.Units;
import io.nightjar.json.AlertJson;
import io.nightjar.log.NeutralText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The JSON object that a change is asked with: members that are known, of the kind that they should be. Immutable. */
final class Body {
    private static final int MOST_CHARS = 2_000;
    private static final Duration LONGEST = Duration.ofDays(3_652);

    private final Map<String, @Nullable Object> members;

    private Body(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /**
     * Reads it.
     *
     * @param known the members that there are
     */
    static Body parse(byte[] json, String... known) throws BadRequestException {
        Map<String, @Nullable Object> members;
        try {
            members = AlertJson.parseObject(json);
        } catch (IOException e) {
            throw new BadRequestException(400, "the body is no JSON object");
        }
        for (String name : members.keySet()) {
            if (!List.of(known).contains(name)) {
                throw new BadRequestException(
                        400,
                        "unknown member '" + NeutralText.of(name, 40) + "': there are " + String.join(", ", known));
            }
        }
        return new Body(members);
    }

    /** Null where it is not there. */
    @Nullable
    String text(String name) throws BadRequestException {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text) || text.length() > MOST_CHARS) {
            throw new BadRequestException(400, name + " must be a text of at most " + MOST_CHARS + " characters");
        }
        return text;
    }

    /** Null where it is not there. */
    @Nullable
    Duration duration(String name) throws BadRequestException {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        OptionalLong nanos = Units.nanos(String.valueOf(value).strip(), false);
        boolean possible = (value instanceof String || value instanceof Long) && nanos.isPresent();
        Duration duration = possible ? Duration.ofNanos(nanos.getAsLong()) : Duration.ZERO;
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new BadRequestException(
                    400, name + " must be a time above 0 such as 30m, 2h or 1d (a bare number is seconds)");
        }
        return duration;
    }
}
