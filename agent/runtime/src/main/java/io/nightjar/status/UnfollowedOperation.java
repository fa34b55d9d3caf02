package io.nightjar.status;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation of which calls are counted as they return, because they cannot be followed to their end. Immutable.
 *
 * @param operation its name
 * @param type dotted name of the class that cannot be followed
 */
public record UnfollowedOperation(
        @Nullable String operation, @Nullable String type) {

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("operation", operation);
        map.put("type", type);
        return map;
    }

    static UnfollowedOperation read(Members members) {
        return new UnfollowedOperation(members.text("operation"), members.text("type"));
    }
}
