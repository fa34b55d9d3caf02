package io.nightjar.rule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A figure that an expression asks for. Immutable; equal where it asks for the same. */
public sealed interface Term {
    /** What its number is of. */
    Unit unit();

    /**
     * A figure of calls.
     *
     * @param window null for the operation's own
     */
    record OfCalls(
            Figure figure, Selection selection, @Nullable Duration window) implements Term {
        @Override
        public Unit unit() {
            return figure.unit();
        }
    }

    /**
     * The used share of a memory, of several GPUs the highest.
     *
     * @param kind as {@code memory_type} names it
     */
    record OfMemory(String kind) implements Term {
        @Override
        public Unit unit() {
            return Unit.PERCENT;
        }
    }

    /** The process's use of the processors. */
    record Cpu() implements Term {
        @Override
        public Unit unit() {
            return Unit.PERCENT;
        }
    }

    /** How busy the busiest GPU is. */
    record GpuUtilization() implements Term {
        @Override
        public Unit unit() {
            return Unit.PERCENT;
        }
    }

    /** The time that the garbage collector took in a window. */
    record GcPause(Duration window) implements Term {
        @Override
        public Unit unit() {
            return Unit.DURATION;
        }
    }

    /** What another term was so long ago. */
    record Before(Duration ago, Term term) implements Term {
        @Override
        public Unit unit() {
            return term.unit();
        }
    }
}
