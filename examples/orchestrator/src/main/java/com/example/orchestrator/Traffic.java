package com.example.orchestrator;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Plays a scenario against the desk. Confined to one thread. */
final class Traffic {

    private final Desk desk;
    private final Inbox inbox;
    private final ScanArchive archive = new ScanArchive();
    private final PrintStream out;

    Traffic(Desk desk, Inbox inbox, PrintStream out) {
        this.desk = desk;
        this.inbox = inbox;
        this.out = out;
    }

    /** Plays the phases, each for its time. */
    void play(Scenario scenario) throws InterruptedException {
        int number = 0;
        for (Phase phase : scenario.phases()) {
            number++;
            out.printf(
                    "phase %d/%d %s, %d s: %s%n",
                    number,
                    scenario.phases().size(),
                    phase.name(),
                    phase.duration().toSeconds(),
                    phase.description());
            play(phase);
        }
    }

    private void play(Phase phase) throws InterruptedException {
        long start = System.nanoTime();
        long durationNanos = phase.duration().toNanos();
        List<SilentConnection> silent = sendSilent(phase);
        long sent = 0;
        for (long passed = 0; passed < durationNanos; passed = System.nanoTime() - start) {
            long due = (long) (passed / 1e9 * phase.requestsPerSecond());
            if (sent < due) {
                desk.submit(inbox.next(phase));
                sent++;
                continue;
            }
            archive.growTo((long) (passed / 1e9 * phase.keptMebibytesPerSecond()));
            TimeUnit.MILLISECONDS.sleep(5);
        }
        silent.forEach(SilentConnection::close);
        archive.clear();
    }

    private List<SilentConnection> sendSilent(Phase phase) {
        List<SilentConnection> connections = new ArrayList<>();
        for (int i = 0; i < phase.silentConnections(); i++) {
            SilentConnection connection = SilentConnection.halfOf(inbox.message());
            connections.add(connection);
            desk.submit(new Request.Message(connection));
        }
        return connections;
    }
}
