package com.acme.annotated;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Calls methods of which annotations stand on an interface, on an annotation, on a super class. */
public final class Calls implements Runnable {
    @Override
    public void run() {
        Implementing model = new Implementing();
        model.declared("x");
        model.defaulted("x");
        model.composed("x");
        model.direct("x");
        model.own("x");
        model.added("x");
    }
}

@Retention(RetentionPolicy.RUNTIME)
@interface Inference {}

@Inference
@Retention(RetentionPolicy.RUNTIME)
@interface Composed {}

@Inherited
@Retention(RetentionPolicy.RUNTIME)
@interface Timed {}

@Retention(RetentionPolicy.RUNTIME)
@interface Plain {}

interface Declaring {
    @Inference
    String declared(String input);

    @Inference
    default String defaulted(String input) {
        return input;
    }
}

@Timed
@Plain
class Super {
    public String own(String input) {
        return input;
    }
}

class Implementing extends Super implements Declaring {
    @Override
    public String declared(String input) {
        return input;
    }

    @Composed
    public String composed(String input) {
        return input;
    }

    @Inference
    public String direct(String input) {
        return input;
    }

    public String added(String input) {
        return input;
    }
}
