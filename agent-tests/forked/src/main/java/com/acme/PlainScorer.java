package com.acme;

/** What stands behind the proxies. */
public class PlainScorer implements Scorer {
    @Override
    public int score(int input) {
        return input + 1;
    }
}
