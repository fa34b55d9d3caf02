package io.nightjar.detect;

/** Whether a rate is to be judged: the arming of one layer or operation. Confined to the detector's lock. */
final class ThroughputGate {
    private boolean armed;
    private boolean firing;

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
}
