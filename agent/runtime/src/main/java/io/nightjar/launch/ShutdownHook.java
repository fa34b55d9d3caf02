package io.nightjar.launch;

/** The agent's end when the JVM ends. A class and not a method reference, for a quick start. */
final class ShutdownHook implements Runnable {
    private final RunningAgent agent;

    ShutdownHook(RunningAgent agent) {
        this.agent = agent;
    }

    @Override
    public void run() {
        agent.end();
    }
}
