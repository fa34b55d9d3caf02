package io.nightjar.rule.reading;

import io.nightjar.rule.Figure;
import io.nightjar.rule.TermSource;

/** One term's number: read where it is asked for, once a tick at most. Confined to its owner. */
abstract class Cell implements TermSource.Reading {
    private final Ticks ticks;
    private long readAtTick = -1;
    private double value = Double.NaN;
    private long generation;

    Cell(Ticks ticks) {
        this.ticks = ticks;
    }

    /** How many ticks there were, and when the latest was. */
    static final class Ticks {
        long number;
        long lastNanos;
        long nowNanos;
    }

    @Override
    public final double value() {
        if (readAtTick != ticks.number) {
            readAtTick = ticks.number;
            value = read();
        }
        return value;
    }

    abstract double read();

    void mark(long newGeneration) {
        generation = newGeneration;
    }

    final boolean isOf(long other) {
        return generation == other;
    }

    /** A figure of a window. */
    static final class OfWindow extends Cell {
        private final CallWindow window;
        private final Figure figure;

        OfWindow(Ticks ticks, CallWindow window, Figure figure) {
            super(ticks);
            this.window = window;
            this.figure = figure;
        }

        CallWindow window() {
            return window;
        }

        @Override
        double read() {
            return window.read(figure);
        }

        @Override
        void mark(long newGeneration) {
            super.mark(newGeneration);
            window.mark(newGeneration);
        }
    }

    /** Of what runs. */
    static final class OfRunning extends Cell {
        private final RunningCalls running;
        private final boolean oldest;

        OfRunning(Ticks ticks, RunningCalls running, boolean oldest) {
            super(ticks);
            this.running = running;
            this.oldest = oldest;
        }

        @Override
        double read() {
            return oldest ? running.oldestMillis() : running.count();
        }

        @Override
        void mark(long newGeneration) {
            super.mark(newGeneration);
            running.mark(newGeneration);
        }
    }

    /** Of the machine. */
    static final class OfMachine extends Cell {
        private final TermSource.Reading figure;

        OfMachine(Ticks ticks, TermSource.Reading figure) {
            super(ticks);
            this.figure = figure;
        }

        @Override
        double read() {
            return figure.value();
        }
    }

    /** Of the collector. */
    static final class OfPauses extends Cell {
        private final PauseWindow pauses;

        OfPauses(Ticks ticks, PauseWindow pauses) {
            super(ticks);
            this.pauses = pauses;
        }

        @Override
        double read() {
            return pauses.value();
        }

        @Override
        void mark(long newGeneration) {
            super.mark(newGeneration);
            pauses.mark(newGeneration);
        }
    }

    /** What another one was some time ago. */
    static final class OfPast extends Cell {
        private final Ticks ticks;
        private final Cell of;
        private final PastValues past;

        OfPast(Ticks ticks, Cell of, long agoNanos) {
            super(ticks);
            this.ticks = ticks;
            this.of = of;
            past = new PastValues(agoNanos);
        }

        /** Every tick, whether or not it is asked for. */
        void remember() {
            past.add(ticks.nowNanos, of.value());
        }

        void forget() {
            past.clear();
        }

        @Override
        double read() {
            return past.then(ticks.nowNanos);
        }

        @Override
        void mark(long newGeneration) {
            super.mark(newGeneration);
            of.mark(newGeneration);
        }
    }

    /** What is not read, because rules ask for too many windows. */
    static final class OfNothing extends Cell {
        OfNothing(Ticks ticks) {
            super(ticks);
        }

        @Override
        double read() {
            return Double.NaN;
        }
    }
}
