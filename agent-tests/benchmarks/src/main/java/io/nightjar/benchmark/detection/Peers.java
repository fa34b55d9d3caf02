package io.nightjar.benchmark.detection;

import com.amazon.randomcutforest.RandomCutForest;
import io.nightjar.learn.Signal;
import java.util.function.Supplier;

/** The detectors that ours is measured beside. */
enum Peers {
    Z_SECOND("z-score, 1 s", 1, false, ZScore::new),
    Z("z-score, 10 s", 10, false, ZScore::new),
    HOLT_WINTERS("Holt-Winters, 10 s", 10, false, HoltWinters::new),
    PAGE_HINKLEY_SECOND("Page-Hinkley, 1 s", 1, false, PageHinkley::new),
    PAGE_HINKLEY("Page-Hinkley, 10 s", 10, false, PageHinkley::new),
    FOREST("random cut forest, 30 s", 30, false, Forest::new),
    /** No peer on raw means: it is given the statistic that the agent's models are given. */
    PAGE_HINKLEY_LOGS("Page-Hinkley on logarithms, 10 s", 10, true, PageHinkley::new);

    private final String words;
    private final int everySeconds;
    private final boolean logarithms;
    private final Supplier<Peer> maker;

    Peers(String words, int everySeconds, boolean logarithms, Supplier<Peer> maker) {
        this.words = words;
        this.everySeconds = everySeconds;
        this.logarithms = logarithms;
        this.maker = maker;
    }

    String words() {
        return words;
    }

    int everySeconds() {
        return everySeconds;
    }

    boolean logarithms() {
        return logarithms;
    }

    /** Whether it is worth its time: forests take longest, by far. */
    boolean watches(Signal signal) {
        return signal == Signal.LATENCY || this != FOREST && !logarithms;
    }

    Peer make() {
        return maker.get();
    }

    /** A mean and a variance that forget. */
    private static final class Moments {
        private final double mostFigures;
        private double mean;
        private double variance;
        private long seen;

        Moments(double mostFigures) {
            this.mostFigures = mostFigures;
        }

        double distance(double figure) {
            return variance <= 0 ? 0 : (figure - mean) / Math.sqrt(variance);
        }

        void add(double figure) {
            seen++;
            double weight = 1 / Math.min(seen, mostFigures);
            double difference = figure - mean;
            mean += weight * difference;
            variance = (1 - weight) * (variance + weight * difference * difference);
        }

        boolean ready() {
            return seen > WARM;
        }
    }

    private static final int WARM = 240;
    private static final double MEMORY = 2_000;

    private static final class ZScore implements Peer {
        private final Moments moments = new Moments(MEMORY);

        @Override
        public double score(double figure, int secondOfDay) {
            double score = moments.ready() ? Math.abs(moments.distance(figure)) : 0;
            moments.add(figure);
            return score;
        }
    }

    /** Of both directions, with an allowance of half a standard deviation. */
    private static final class PageHinkley implements Peer {
        private static final double ALLOWANCE = 0.5;
        private final Moments moments = new Moments(4 * MEMORY);
        private double up;
        private double down;

        @Override
        public double score(double figure, int secondOfDay) {
            if (moments.ready()) {
                double distance = moments.distance(figure);
                up = Math.max(0, up + distance - ALLOWANCE);
                down = Math.max(0, down - distance - ALLOWANCE);
            }
            moments.add(figure);
            return Math.max(up, down);
        }
    }

    /** Additive, with the day's season in slots of five minutes; the score is the error over its own deviation. */
    private static final class HoltWinters implements Peer {
        private static final double LEVEL = 0.05;
        private static final double TREND = 0.001;
        private static final double SEASON = 0.05;
        private static final int SLOT_SECONDS = 300;
        private final double[] season = new double[86_400 / SLOT_SECONDS];
        private final Moments errors = new Moments(MEMORY);
        private double level = Double.NaN;
        private double trend;

        @Override
        public double score(double figure, int secondOfDay) {
            int slot = secondOfDay / SLOT_SECONDS;
            if (Double.isNaN(level)) {
                level = figure;
            }
            double error = figure - level - trend - season[slot];
            double score = errors.ready() ? Math.abs(errors.distance(error)) : 0;
            errors.add(error);
            double before = level;
            level += trend + LEVEL * error;
            trend += TREND * (level - before - trend);
            season[slot] += SEASON * (1 - LEVEL) * error;
            return score;
        }
    }

    private static final class Forest implements Peer {
        private static final int SHINGLE = 4;
        private final RandomCutForest forest = RandomCutForest.builder()
                .dimensions(SHINGLE)
                .shingleSize(SHINGLE)
                .internalShinglingEnabled(true)
                .numberOfTrees(30)
                .sampleSize(256)
                .outputAfter(WARM)
                .randomSeed(1)
                .build();
        private final float[] point = new float[1];

        @Override
        public double score(double figure, int secondOfDay) {
            point[0] = (float) figure;
            double score = forest.getAnomalyScore(point);
            forest.update(point);
            return score;
        }
    }
}
