package com.acme;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A model engine: every kind of method that an application has. */
public class Engine implements Serializable {
    private final String model;

    public Engine() {
        this("default");
    }

    public Engine(String model) {
        this.model = model;
    }

    /** A constructor that fails after {@code this} exists. */
    public Engine(int weights) {
        this("of " + weights);
        if (weights < 0) {
            throw new IllegalArgumentException("weights " + weights);
        }
    }

    public String getModel() {
        return model;
    }

    public int infer(int input) {
        return input * 2;
    }

    /** A call that takes its time. */
    public String infer(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return "after " + millis;
    }

    /** A call that fails with what it is given. */
    public String infer(Throwable failure) throws Throwable {
        throw failure;
    }

    /** A call that fails by itself. */
    public String infer(String text) {
        return text.substring(1);
    }

    public static double score(double[] vector, long scale, String label) {
        double sum = label.length();
        for (double element : vector) {
            sum += element * scale;
        }
        return sum;
    }

    public static synchronized boolean warm(byte level, char kind, short size, float share) {
        return level + kind + size + share > 0;
    }

    public int fold(int depth) {
        return depth == 0 ? 0 : 1 + fold(depth - 1);
    }

    public int nested(int input) {
        return infer(input) + infer(input + 1);
    }

    /** A try, a catch and a finally of its own, and a parameter slot that is used again for another type. */
    public Object tangled(Object value) {
        try {
            value = Integer.parseInt(String.valueOf(value));
            long wide = ((Integer) value).longValue();
            return wide;
        } catch (NumberFormatException e) {
            value = e;
            return ((NumberFormatException) value).getMessage();
        } finally {
            value = null;
        }
    }

    /** The future that the caller gets is the one that the work sees. */
    public CompletableFuture<String> submit(CompletableFuture<String> work) {
        return work;
    }

    /** A call that ends only when the gate opens. */
    public String hang(CountDownLatch gate) throws InterruptedException {
        gate.await();
        return "released";
    }

    public <T extends Comparable<T>> T best(T left, T right) {
        return left.compareTo(right) >= 0 ? left : right;
    }
}
