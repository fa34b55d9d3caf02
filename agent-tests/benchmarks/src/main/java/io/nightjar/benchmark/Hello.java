package io.nightjar.benchmark;

import java.io.IOException;

/** The smallest application; with an argument it lives until its standard input ends. */
final class Hello {
    private Hello() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("hello " + new Engine().infer(1));
        if (arguments.length > 0) {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
