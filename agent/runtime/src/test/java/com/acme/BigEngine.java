package com.acme;

/** A subtype of a subtype, which overrides once more. */
public class BigEngine extends Engine {
    @Override
    public Integer run(String input) {
        return super.run(input) + 1;
    }
}
