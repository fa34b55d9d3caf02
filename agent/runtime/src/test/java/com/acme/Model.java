package com.acme;

/** A super type with a default method. */
public interface Model<I, O> {
    O run(I input);

    default O runTwice(I input) {
        run(input);
        return run(input);
    }
}
