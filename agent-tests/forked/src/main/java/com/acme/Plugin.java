package com.acme;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;

/** What a class loader of its own brings: methods that are watched, a failure and a label's type of its own. */
public final class Plugin extends PluginBase implements IntUnaryOperator {
    private final Model model = new Model("small");

    /** Does everything that the agent has to remember something for. */
    @Override
    public int applyAsInt(int number) {
        work(number);
        try {
            fail();
        } catch (Failure expected) {
            number++;
        }
        later().join();
        return score(number);
    }

    public int work(int number) {
        return number + 1;
    }

    public void fail() {
        throw new Failure();
    }

    public CompletableFuture<Model> later() {
        return CompletableFuture.completedFuture(model);
    }

    @Override
    public int score(int input) {
        return input * 2;
    }

    public Model model() {
        return model;
    }

    /** A name in an object. */
    public static final class Model {
        private final String name;

        Model(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }
    }

    /** A failure whose class dies with its loader. */
    public static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
