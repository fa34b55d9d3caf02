package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.learn.Learned;
import io.nightjar.objective.ObjectiveMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule about a state that lasts. Every judged tick offers it each operation in which something could be wrong, then each layer,
 * then each memory, then the tick as a whole; it reports what is over its threshold, at every tick for which that is so. A rule
 * overrides what it judges; {@link StateRules} lists the rules. Confined to the detector's lock.
 */
interface StateRule {
    /** Judges one operation of which a call runs or has ever failed, or that is to have a rate. */
    default void judgeOperation(WatchedOperation operation, Breaches breaches) {}

    /** Judges all operations of one layer together. */
    default void judgeLayer(WatchedLayer layer, Breaches breaches) {}

    /** Judges the latest reading of one memory. */
    default void judgeMemory(MemoryReading reading, DetectionSettings settings, Breaches breaches) {}

    /** Judges what belongs to no single operation, layer or memory, once a tick and after these. */
    default void judgeTick(Tick tick, Breaches breaches) {}

    /** Other settings hold from now on. */
    default void settingsChanged(DetectionSettings settings) {}

    /** The machine stood still: what was seen before no longer counts. */
    default void interrupted() {}

    /** Other calls are watched from now on: rates seen before no longer count. */
    default void forgetRates() {}

    /** How long there may be between two ticks, for what it judges. */
    default long longestParkNanos() {
        return Long.MAX_VALUE;
    }

    /** Goes on from what an earlier process remembered of objectives; before the first tick. */
    default void restore(List<ObjectiveMemory> memories, Instant now, long nowNanos) {}

    /** Adds what is to survive the process. */
    default void remember(List<ObjectiveMemory> into, Instant now, long nowNanos) {}

    /** Goes on from what an earlier process learned; before the first tick. */
    default void restoreLearned(List<Learned> learned, Instant now) {}

    /** Adds what was learned and is to survive the process. */
    default void rememberLearned(List<Learned> into, Instant now) {}

    /** Adds what is expected of each signal that is learned, and what has left that. */
    default void expected(List<Expected> into) {}

    /** A number that has grown whenever more was counted that is to survive the process. */
    default long counted() {
        return 0;
    }

    /** Takes what a rule reports. */
    interface Breaches {
        /** A state is breached, as judged now. */
        void state(Breach breach, Lasting lasting);

        /** A state that was breached is over at once, without a quiet time; nothing where there is none. */
        void over(AlertType type, Map<String, String> labels);

        /** Whether a state was raised and is not over. */
        default boolean fires(AlertType type, Map<String, String> labels) {
            return false;
        }

        /** The labels, constant ones included, of the states of a type that were raised and are not over. */
        default List<Map<String, String>> firing(AlertType type) {
            return List.of();
        }
    }

    /**
     * What becomes of a state that lasts.
     *
     * @param firesOnce whether one alert is all there is, however long it lasts and however bad it becomes
     * @param reminded whether it is raised again and again while it lasts
     * @param pendingFor how long it must last before it is raised; null for what {@code alerts.for} says
     */
    record Lasting(
            boolean firesOnce, boolean reminded, @Nullable Duration pendingFor) {
        /** Raised when it begins, when it becomes worse, and again and again. */
        static final Lasting REMINDED = new Lasting(false, true, null);

        /** Raised once. */
        static final Lasting ONCE = new Lasting(true, false, null);

        /** Raised when it begins and when it becomes worse. */
        static final Lasting UNTIL_WORSE = new Lasting(false, false, null);
    }
}
