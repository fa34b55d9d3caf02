package com.acme.apps;

/** A call that is expected to fail. */
public interface Refused {
    void call() throws Exception;

    /** Makes it; whatever it throws is expected, and that it throws nothing is not. */
    static void expect(Refused refused) {
        try {
            refused.call();
        } catch (Exception expected) {
            System.out.println("refused: " + expected.getClass().getSimpleName());
            return;
        }
        throw new IllegalStateException("it was not refused");
    }
}
