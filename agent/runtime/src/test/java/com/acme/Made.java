package com.acme;

/** Something with a name that must not be empty. */
public class Made {
    public final String name;

    public Made(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no name");
        }
        this.name = name;
    }
}
