package io.nightjar.preset;

import java.util.ArrayList;
import java.util.List;

/** The versions of a library that a preset was checked against: ranges, both ends of which are among them. Immutable. */
public final class VersionRanges {
    /** Of a preset that says nothing of it. */
    public static final VersionRanges UNKNOWN = new VersionRanges(List.of());

    private static final String BETWEEN = " - ";
    private static final String ALLOWED = "versions and ranges of them, comma separated, such as 1.0 - 1.23, 2.0";

    private final List<Range> ranges;

    private record Range(VersionNumber first, VersionNumber last) {}

    private VersionRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException where they cannot be, with what is wrong
     */
    static VersionRanges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            ranges.add(range(entry.strip()));
        }
        return new VersionRanges(List.copyOf(ranges));
    }

    private static Range range(String entry) {
        int between = entry.indexOf(BETWEEN);
        if (between < 0) {
            VersionNumber one = version(entry, entry);
            return new Range(one, one);
        }
        VersionNumber first = version(entry.substring(0, between).strip(), entry);
        VersionNumber last = version(entry.substring(between + BETWEEN.length()).strip(), entry);
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "'" + entry + "' begins behind its end: the older version comes first, " + last + BETWEEN + first);
        }
        return new Range(first, last);
    }

    private static VersionNumber version(String text, String entry) {
        int hyphen = text.indexOf('-');
        if (VersionNumber.isOne(text)
                && hyphen > 0
                && isNumbers(text, 0, hyphen)
                && isNumbers(text, hyphen + 1, text.length())) {
            throw new IllegalArgumentException(
                    "'" + entry + "' may be a range, and there is a space on each side of its hyphen: "
                            + text.substring(0, hyphen) + BETWEEN + text.substring(hyphen + 1));
        }
        if (!VersionNumber.isOne(text)) {
            String what = text.isEmpty()
                    ? "a version is missing" + (entry.isEmpty() ? "" : " in '" + entry + "'")
                    : "'" + text + "' is no version";
            throw new IllegalArgumentException(what + ": " + ALLOWED + " are allowed");
        }
        return VersionNumber.of(text);
    }

    /** Whether a part of a text is of numbers, at least two. */
    private static boolean isNumbers(String text, int begin, int end) {
        boolean dot = false;
        for (int i = begin; i < end; i++) {
            char each = text.charAt(i);
            dot |= each == '.';
            if (each != '.' && (each < '0' || each > '9')) {
                return false;
            }
        }
        return dot && begin < end;
    }

    /** Whether nothing is said. */
    public boolean isUnknown() {
        return ranges.isEmpty();
    }

    /** Whether a version is one of them; also true where nothing is said of any. */
    public boolean contains(String version) {
        VersionNumber number = VersionNumber.of(version);
        for (Range range : ranges) {
            if (range.first().compareTo(number) <= 0 && number.compareTo(range.last()) <= 0) {
                return true;
            }
        }
        return ranges.isEmpty();
    }

    /** The ends of the ranges, as they are written. */
    public List<String> ends() {
        List<String> ends = new ArrayList<>();
        for (Range range : ranges) {
            ends.add(range.first().toString());
            if (range.first() != range.last()) {
                ends.add(range.last().toString());
            }
        }
        return ends;
    }

    /** As they are written in a preset. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Range range : ranges) {
            text.append(text.length() == 0 ? "" : ", ").append(range.first());
            if (range.first() != range.last()) {
                text.append(BETWEEN).append(range.last());
            }
        }
        return text.toString();
    }
}
