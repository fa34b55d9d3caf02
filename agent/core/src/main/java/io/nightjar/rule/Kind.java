package io.nightjar.rule;

import org.jspecify.annotations.Nullable;

/** What a part of an expression is: a truth, or a number of some unit. */
enum Kind {
    TRUTH(null, "a condition"),
    DURATION(Unit.DURATION, "a duration"),
    SHARE(Unit.SHARE, "a share"),
    RATE(Unit.RATE, "a rate"),
    COUNT(Unit.COUNT, "a count"),
    PERCENT(Unit.PERCENT, "a percentage of memory or use"),
    NUMBER(Unit.NUMBER, "a bare number"),
    /** Written with a percent sign: a share beside shares, a percentage beside percentages. */
    WRITTEN_PERCENT(null, "a number in percent");

    private final @Nullable Unit unit;
    private final String words;

    Kind(@Nullable Unit unit, String words) {
        this.unit = unit;
        this.words = words;
    }

    static Kind of(Unit unit) {
        for (Kind kind : values()) {
            if (kind.unit == unit) {
                return kind;
            }
        }
        throw new AssertionError(unit);
    }

    String words() {
        return words;
    }

    /** The kind of two numbers that are compared or added; null where they cannot be. */
    static @Nullable Kind common(Kind left, Kind right) {
        if (left == right) {
            return left;
        }
        Kind one = left.ordinal() < right.ordinal() ? left : right;
        Kind other = one == left ? right : left;
        return switch (other) {
            case NUMBER -> one == COUNT || one == SHARE || one == PERCENT ? one : null;
            case WRITTEN_PERCENT -> one == SHARE || one == PERCENT || one == NUMBER ? one : null;
            default -> null;
        };
    }

    /** The power of time in it. */
    int timePower() {
        return switch (this) {
            case DURATION -> 1;
            case RATE -> -1;
            default -> 0;
        };
    }

    /** The kind of a product; null where there is none. */
    static @Nullable Kind product(Kind left, Kind right) {
        return ofPower(left, right, left.timePower() + right.timePower(), false);
    }

    /** The kind of a quotient; null where there is none. */
    static @Nullable Kind quotient(Kind left, Kind right) {
        if (left == right && left != TRUTH) {
            return NUMBER;
        }
        return ofPower(left, right, left.timePower() - right.timePower(), true);
    }

    private static @Nullable Kind ofPower(Kind left, Kind right, int power, boolean divided) {
        if (left == TRUTH || right == TRUTH) {
            return null;
        }
        boolean timed = left.timePower() != 0 || right.timePower() != 0;
        if (timed) {
            boolean percents = left == PERCENT || right == PERCENT;
            return percents
                    ? null
                    : switch (power) {
                        case 1 -> DURATION;
                        case 0 -> COUNT;
                        case -1 -> RATE;
                        default -> null;
                    };
        }
        if (right == NUMBER || left == NUMBER && !divided) {
            return right == NUMBER ? left : right;
        }
        if (right.isFactor()) {
            return left == WRITTEN_PERCENT ? ofParts(divided) : left;
        }
        if (left.isFactor() && !divided) {
            return right;
        }
        return left == PERCENT || right == PERCENT ? null : NUMBER;
    }

    /** Whether it is a part of one: the other one of a product keeps its unit. */
    private boolean isFactor() {
        return this == SHARE || this == WRITTEN_PERCENT;
    }

    /** Of two that are each a part of one. */
    private static Kind ofParts(boolean divided) {
        return divided ? NUMBER : SHARE;
    }
}
