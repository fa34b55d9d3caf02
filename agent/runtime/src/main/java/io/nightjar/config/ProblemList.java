package io.nightjar.config;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The problems of one reading: the first are kept, the others counted. Confined to one thread. */
final class ProblemList extends AbstractList<Problem> {
    private static final int MOST = 50;

    private final List<Problem> kept = new ArrayList<>();
    private int more;

    ProblemList(List<Problem> first) {
        addAll(first);
    }

    /** Whether another one will only be counted, so that it need not be made. */
    boolean isFull() {
        return kept.size() == MOST;
    }

    /** How many were only counted. */
    int more() {
        return more;
    }

    @Override
    public boolean add(@Nullable Problem problem) {
        if (isFull()) {
            more++;
        } else {
            kept.add(problem);
        }
        return true;
    }

    @Override
    public void add(int index, Problem problem) {
        add(problem);
    }

    @Override
    public Problem set(int index, Problem problem) {
        return kept.set(index, problem);
    }

    @Override
    public Problem get(int index) {
        return kept.get(index);
    }

    @Override
    public int size() {
        return kept.size();
    }
}
