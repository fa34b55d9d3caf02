package com.acme.apps;

import java.io.IOException;

/** How these applications end: when their standard input does. */
public final class Waiting {
    private Waiting() {}

    public static void untilTold() throws IOException {
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // What comes in does not matter.
        }
    }
}
