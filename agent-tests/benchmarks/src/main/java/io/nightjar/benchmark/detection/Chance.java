package io.nightjar.benchmark.detection;

import java.util.SplittableRandom;

/** Random numbers of the kinds that traffic needs. Not thread-safe. */
final class Chance {
    private static final double MANY = 40;

    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean once(double everySeconds) {
        return random.nextDouble() * everySeconds < 1;
    }

    long bits() {
        return random.nextLong();
    }

    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    double normal() {
        return random.nextGaussian();
    }

    double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    int poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > MANY) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    int binomial(int trials, double share) {
        if (trials == 0 || share >= 1) {
            return trials;
        }
        if (trials * share > MANY || share > 0.1) {
            int count = 0;
            for (int i = 0; i < trials; i++) {
                count += random.nextDouble() < share ? 1 : 0;
            }
            return count;
        }
        return Math.min(trials, poisson(trials * share));
    }
}
