package io.nightjar.detect;

/**
 * The ratios from which an alert is an error and critical.
 *
 * @param error at or above this the severity is error
 * @param critical at or above this the severity is critical
 */
public record SeverityBands(double error, double critical) {
    /** Value over threshold: twice is an error, three times is critical. */
    public static final SeverityBands RATIO_DEFAULT = new SeverityBands(2, 3);

    /** Used share of what lies between the threshold and 100 %. */
    public static final SeverityBands MEMORY_DEFAULT = new SeverityBands(0.5, 0.9);

    /**
     * Bands.
     *
     * @throws IllegalArgumentException if a band is not a number, infinite or negative
     */
    public SeverityBands {
        Arguments.notNegative("error", error);
        Arguments.notNegative("critical", critical);
    }
}
