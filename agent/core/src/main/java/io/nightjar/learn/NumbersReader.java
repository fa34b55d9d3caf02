package io.nightjar.learn;

import org.jspecify.annotations.Nullable;

/** Reads what {@link NumbersText} wrote, and remembers whether anything was not as it must be. */
final class NumbersReader {
    private final String text;
    private final int end;
    private int at;
    private boolean good = true;

    private NumbersReader(String text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /** Null where the text is of another version, or not whole. */
    static @Nullable NumbersReader open(String text) {
        int check = text.lastIndexOf(' ');
        int version = text.indexOf(' ');
        if (version < 0
                || version >= check
                || !text.startsWith(NumbersText.VERSION)
                || version != NumbersText.VERSION.length()
                || !text.substring(check + 1).equals(NumbersText.check(text, check))) {
            return null;
        }
        return new NumbersReader(text, version + 1, check);
    }

    double atLeast(double least) {
        return between(least, Double.MAX_VALUE);
    }

    /** The next number; the least, and nothing is good any more, where there is none within these bounds. */
    double between(double least, double most) {
        if (at >= end) {
            good = false;
            return least;
        }
        int space = text.indexOf(' ', at);
        int to = space < 0 || space > end ? end : space;
        double number = Double.NaN;
        try {
            number = Double.parseDouble(text.substring(at, to));
        } catch (NumberFormatException e) {
            good = false;
        }
        at = to + 1;
        if (number >= least && number <= most) {
            return number;
        }
        good = false;
        return least;
    }

    boolean good() {
        return good;
    }

    /** Whether all was good and all was read. */
    boolean done() {
        return good && at >= end;
    }
}
