package io.nightjar.detect;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.notify.ConditionNotices;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A condition that an earlier process saw begin, as it goes on in this one. Stateless. */
final class RestoredCondition {
    private static final String SUPPRESSED = "suppressed";
    private static final String SUPPRESSED_WORST = "suppressed_worst";

    private RestoredCondition() {}

    /** It counts as breached until now. */
    static Condition of(OpenRecord record, ConditionNotices notices, Instant now, long nowNanos) {
        Alert state = record.state();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(state.metadata());
        metadata.remove(SUPPRESSED);
        metadata.remove(SUPPRESSED_WORST);
        Breach breach = new Breach(
                state.type(), state.severity(), record.operation(), state.message(), metadata, state.labels());
        Duration age = Duration.between(state.startsAt(), now);
        Condition condition = new Condition(
                state.fingerprint(),
                state.labels(),
                breach,
                state.startsAt(),
                nowNanos - (age.isNegative() ? 0 : Durations.saturatedNanos(age)),
                state.type() == AlertType.LATENCY
                        || state.type() == AlertType.THROUGHPUT
                        || state.type() == AlertType.ANOMALY,
                notices);
        condition.lastBreachNanos = nowNanos;
        condition.begun = true;
        return condition;
    }
}
