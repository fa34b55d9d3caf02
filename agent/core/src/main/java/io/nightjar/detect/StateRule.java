package io.nightjar.detect;

import io.nightjar.alert.Breach;

/**
 * A rule about a state that lasts. Every judged tick offers it each operation, then each layer, then each memory; it reports
 * what is over its threshold, at every tick for which that is so. A rule overrides what it judges; {@link StateRules} lists
 * the rules. Confined to the detector's lock.
 */
interface StateRule {
    /** Judges one operation. */
    default void judgeOperation(WatchedOperation operation, Breaches breaches) {}

    /** Judges all operations of one layer together. */
    default void judgeLayer(WatchedLayer layer, Breaches breaches) {}

    /** Judges the latest reading of one memory. */
    default void judgeMemory(MemoryReading reading, DetectionSettings settings, Breaches breaches) {}

    /** The machine stood still: what was seen before no longer counts. */
    default void interrupted() {}

    /** Other calls are watched from now on: rates seen before no longer count. */
    default void forgetRates() {}

    /** Takes what a rule reports. */
    interface Breaches {
        /**
         * A state is breached, as judged now.
         *
         * @param firesOnce whether one alert is all there is, however long the state lasts and however bad it becomes
         */
        void state(Breach breach, boolean firesOnce);
    }
}
