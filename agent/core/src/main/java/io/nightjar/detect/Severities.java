package io.nightjar.detect;

import io.nightjar.alert.Severity;

/** How bad a crossed threshold is. Stateless. */
final class Severities {
    private static final double ALL_PERCENT = 100;
    /** A ratio such as 0.15 / 0.05 is a little less than 3 in binary fractions. */
    private static final double ROUNDING = 1e-12;

    private Severities() {}

    /** By how many times the value is its threshold; a threshold of 0 makes everything critical. */
    static Severity ofRatio(double ratio, SeverityBands bands) {
        if (reaches(ratio, bands.critical())) {
            return Severity.CRITICAL;
        }
        return reaches(ratio, bands.error()) ? Severity.ERROR : Severity.WARNING;
    }

    private static boolean reaches(double ratio, double band) {
        return ratio >= band - band * ROUNDING;
    }

    /** By the used share of what lies between the threshold and 100 %; full is critical. */
    static Severity ofHeadroom(double percent, double thresholdPercent, SeverityBands bands) {
        if (percent >= ALL_PERCENT) {
            return Severity.CRITICAL;
        }
        return ofRatio((percent - thresholdPercent) / (ALL_PERCENT - thresholdPercent), bands);
    }

    static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
