package com.acme;

/** What a framework puts its proxies before. */
public interface Scorer {
    int score(int input);

    /** A default method that calls the other. */
    default int scoreTwice(int input) {
        return score(input) + score(input);
    }
}
