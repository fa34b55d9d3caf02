package io.nightjar.benchmark.detection;

/** Something that comes now and then, lasts for a while and lets a figure be a multiple of what it was. */
final class Swell {
    private final Chance chance;
    private final double everySeconds;
    private final double leastSeconds;
    private final double mostSeconds;
    private final double leastFactor;
    private final double mostFactor;
    private int left;
    private double factor = 1;

    Swell(
            Chance chance,
            double everySeconds,
            double leastSeconds,
            double mostSeconds,
            double leastFactor,
            double mostFactor) {
        this.chance = chance;
        this.everySeconds = everySeconds;
        this.leastSeconds = leastSeconds;
        this.mostSeconds = mostSeconds;
        this.leastFactor = leastFactor;
        this.mostFactor = mostFactor;
    }

    /** The factor of the next second. */
    double next() {
        if (left > 0) {
            left--;
        } else if (chance.once(everySeconds)) {
            left = (int) chance.between(leastSeconds, mostSeconds);
            factor = chance.between(leastFactor, mostFactor);
        } else {
            factor = 1;
        }
        return factor;
    }
}
