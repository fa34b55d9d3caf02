package io.nightjar.detect;

import io.nightjar.alert.Breach;
import org.jspecify.annotations.Nullable;

/**
 * Whether a rate is to be judged: the arming of one layer or operation, and the breach that was found last. Confined to the
 * detector's lock.
 */
final class ThroughputGate {
    private boolean armed;
    private boolean firing;
    /** Of the last breach: a service that nobody calls has the same one at every tick. */
    private @Nullable Breach breach;

    private double breachRatePerSecond;
    private @Nullable OperationLimits breachLimits;

    /** True where the rate is a breach. */
    boolean isBreached(double ratePerSecond, boolean wholeWindow, double thresholdPerSecond, ThroughputArm arm) {
        if (!wholeWindow) {
            return false;
        }
        boolean low = ThroughputRule.isBreached(ratePerSecond, thresholdPerSecond);
        if (arm == ThroughputArm.ALWAYS) {
            return low;
        }
        if (!low) {
            armed = true;
            firing = false;
        } else if (armed) {
            armed = false;
            firing = true;
        }
        return low && firing;
    }

    /** The machine stood still: what fired has had its alert, what was armed waits for a whole window. */
    void interrupted() {
        firing = false;
    }

    /** The breach that was found last, if it was of this rate and by these limits; else null. */
    @Nullable
    Breach sameAsBefore(double ratePerSecond, OperationLimits limits) {
        boolean same = limits == breachLimits && Double.compare(ratePerSecond, breachRatePerSecond) == 0;
        return same ? breach : null;
    }

    /** This breach was found. */
    void breached(double ratePerSecond, OperationLimits limits, Breach found) {
        breachRatePerSecond = ratePerSecond;
        breachLimits = limits;
        breach = found;
    }
}
