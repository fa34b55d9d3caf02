package io.nightjar.benchmark;

/**
 * What is woven: a method that does next to nothing, so that what is measured is the weave. The engines of two threads
 * stand far apart: side by side in one cache line, where a collection may move them, they would measure that.
 */
final class Engine {
    private static final int FAR = 64;

    private final int[] states = new int[2 * FAR];

    int infer(int input) {
        states[FAR] += input;
        return states[FAR];
    }

    /** As a client that calls many services, of which few are models. */
    int send(int input, Method method) {
        states[FAR] += input;
        return states[FAR];
    }

    /** Which method of which service is called. */
    static final class Method {
        private final String fullMethodName;

        Method(String fullMethodName) {
            this.fullMethodName = fullMethodName;
        }

        String fullMethodName() {
            return fullMethodName;
        }
    }
}
