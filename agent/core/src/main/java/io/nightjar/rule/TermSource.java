package io.nightjar.rule;

/** Gives the figures that expressions ask for. Confined to the thread, or the lock, of its owner. */
public interface TermSource {
    /** What gives a term's number from now on; asked for once, when an expression is bound. Equal terms may share one. */
    Reading reading(Term term);

    /** A term's number. */
    @FunctionalInterface
    interface Reading {
        /** In the term's unit, as of the latest tick; NaN where there is no data. */
        double value();
    }
}
