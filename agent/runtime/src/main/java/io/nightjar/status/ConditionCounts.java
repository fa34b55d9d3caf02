package io.nightjar.status;

import io.nightjar.notify.OpenCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many conditions there are. Immutable.
 *
 * @param firing those that fire
 * @param pending those that are breached and have not lasted long enough
 * @param acknowledged of both, those that somebody has acknowledged
 * @param silenced of both, those that a silence holds
 */
public record ConditionCounts(
        @Nullable Long firing,
        @Nullable Long pending,
        @Nullable Long acknowledged,
        @Nullable Long silenced) {

    static ConditionCounts of(List<OpenCondition> conditions) {
        long pending = 0;
        long acknowledged = 0;
        long silenced = 0;
        for (OpenCondition condition : conditions) {
            pending += condition.pending() ? 1 : 0;
            acknowledged += condition.acknowledged() == null ? 0 : 1;
            silenced += condition.silencedBy() == null ? 0 : 1;
        }
        return new ConditionCounts(conditions.size() - pending, pending, acknowledged, silenced);
    }

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("firing", firing);
        map.put("pending", pending);
        map.put("acknowledged", acknowledged);
        map.put("silenced", silenced);
        return map;
    }

    static ConditionCounts read(Members members) {
        return new ConditionCounts(
                members.count("firing"),
                members.count("pending"),
                members.count("acknowledged"),
                members.count("silenced"));
    }
}
