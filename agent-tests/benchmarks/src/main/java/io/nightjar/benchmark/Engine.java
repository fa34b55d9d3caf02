package io.nightjar.benchmark;

/** What is woven: a method that does next to nothing, so that what is measured is the weave. */
final class Engine {
    private int state;

    int infer(int input) {
        state += input;
        return state;
    }
}
