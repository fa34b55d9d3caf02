package com.acme;

/** A type that carries an annotation. */
@Inference
public class Marked {
    public int go() {
        return 3;
    }
}
