package io.nightjar.replay;

import java.util.function.Consumer;

/** What is wrong with lines of a log: the first are said one by one, all are counted. Confined to one thread. */
public final class LineProblems {
    private static final int MOST_SAID = 20;

    private final Consumer<String> out;
    private long count;
    private long late;

    /** @param out takes a line for a person */
    public LineProblems(Consumer<String> out) {
        this.out = out;
    }

    /** A line is left out. */
    void add(long line, String problem) {
        if (count++ < MOST_SAID) {
            out.accept("line " + line + ": " + problem);
        }
    }

    /** A line is left out because it comes too late. */
    void addLate(long line, String problem) {
        late++;
        add(line, problem);
    }

    /** Something about the log as a whole. */
    void note(String text) {
        out.accept(text);
    }

    /** Says how many lines were left out, where that has not been said one by one. */
    void close() {
        if (count > MOST_SAID) {
            out.accept((count - MOST_SAID) + " more lines like these were left out, " + count + " in all, " + late
                    + " of them because they came more than 10 s out of order");
        }
    }

    /** Lines that were left out. */
    public long count() {
        return count;
    }
}
