package io.nightjar.cli;

import java.util.function.Consumer;

/** What the jar's main method calls, through the class loader that separates the agent from applications. */
public final class Main implements Consumer<String[]> {
    /** Made by name, by the jar's entry. */
    public Main() {}

    /** Runs a command and ends the process with its exit code. */
    @Override
    public void accept(String[] arguments) {
        System.exit(NightjarCommand.run(arguments));
    }
}
