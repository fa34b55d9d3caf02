package io.nightjar.notify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people may ask of the policy while it runs. Thread-safe. */
public interface PolicyControl {
    /** All conditions that are pending or firing, in the order in which they began. */
    List<OpenCondition> conditions();

    /**
     * Acknowledges a condition that fires: nobody is reminded of it and it does not escalate.
     *
     * @param fingerprintPrefix of one condition and no other
     * @param lasting null for as long as the condition lasts
     * @return the condition as it is now
     * @throws RequestRefusedException where no condition, or more than one, has the prefix, or it is not firing
     */
    OpenCondition acknowledge(
            String fingerprintPrefix, @Nullable String by, @Nullable String note, @Nullable Duration lasting)
            throws RequestRefusedException;

    /** Takes an acknowledgement back. As {@link #acknowledge}; refused also where the condition is not acknowledged. */
    OpenCondition unacknowledge(String fingerprintPrefix) throws RequestRefusedException;

    /**
     * Silences what a matcher means from now on.
     *
     * @param match as it is written
     * @throws RequestRefusedException where the matcher cannot be read, the time is not positive, or there are too many
     */
    Silence silence(String match, Duration lasting, @Nullable String by, @Nullable String note)
            throws RequestRefusedException;

    /** Those of the configuration and those asked for that are not over, in the order in which they came. */
    List<Silence> silences();

    /**
     * Ends a silence that was asked for.
     *
     * @throws RequestRefusedException where there is none of the id, or it stands in the configuration
     */
    Silence unsilence(String id) throws RequestRefusedException;
}
