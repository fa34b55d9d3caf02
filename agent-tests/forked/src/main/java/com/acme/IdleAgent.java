package com.acme;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what it costs and causes is the JVM's own. */
public final class IdleAgent {
    private IdleAgent() {}

    public static void premain(String argument, Instrumentation instrumentation) {}
}
