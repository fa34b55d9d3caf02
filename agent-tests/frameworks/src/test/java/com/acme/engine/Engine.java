package com.acme.engine;

/** An engine of the application's own, as it stands in an archive of each framework's own kind. */
public class Engine {
    public String infer(String input) {
        if (input.isEmpty()) {
            throw new IllegalArgumentException("no input");
        }
        return new StringBuilder(input).reverse().toString();
    }
}
