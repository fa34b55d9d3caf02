package io.nightjar.status;

import io.nightjar.detect.Expected;
import io.nightjar.learn.Deviation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of one signal. Immutable.
 *
 * @param operation null for memory
 * @param memoryType null for operations
 * @param device of a GPU; null for the rest
 * @param signal what is learned
 * @param unit of what is expected and of the value
 * @param expected what its past leads one to expect now
 * @param learnedSeconds for how long it has been learned
 * @param judged whether that is long enough for it to be judged
 * @param value what it is since it left what is expected; null while it has not
 * @param heldBy what says so already, so that nobody is notified; null where nothing does
 */
public record LearnedStatus(
        @Nullable String operation,
        @Nullable String memoryType,
        @Nullable String device,
        @Nullable String signal,
        @Nullable String unit,
        @Nullable Double expected,
        @Nullable Double learnedSeconds,
        @Nullable Boolean judged,
        @Nullable Double value,
        @Nullable String heldBy) {

    static LearnedStatus of(Expected one) {
        Deviation deviation = one.deviation();
        return new LearnedStatus(
                one.operation(),
                one.memory() == null ? null : one.memory().jsonName(),
                one.device(),
                one.expectation().signal().jsonName(),
                one.expectation().signal().unit(),
                one.expectation().value(),
                one.expectation().learnedSeconds(),
                one.expectation().ready(),
                deviation == null ? null : (Double) deviation.value(),
                one.heldBy());
    }

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Members.putKnown(map, "operation", operation);
        Members.putKnown(map, "memory_type", memoryType);
        Members.putKnown(map, "device", device);
        map.put("signal", signal);
        map.put("unit", unit);
        map.put("expected", expected);
        map.put("learned_seconds", learnedSeconds);
        map.put("judged", judged);
        Members.putKnown(map, "value", value);
        Members.putKnown(map, "held_by", heldBy);
        return map;
    }

    static LearnedStatus read(Members members) {
        return new LearnedStatus(
                members.text("operation"),
                members.text("memory_type"),
                members.text("device"),
                members.text("signal"),
                members.text("unit"),
                members.figure("expected"),
                members.figure("learned_seconds"),
                members.flag("judged"),
                members.figure("value"),
                members.text("held_by"));
    }
}
