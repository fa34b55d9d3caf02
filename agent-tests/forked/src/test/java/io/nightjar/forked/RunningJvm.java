package io.nightjar.forked;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A started process, its output as it comes, and a deadline on everything awaited of it. Thread-safe. */
final class RunningJvm implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> command;
    private final StringBuffer stdout = new StringBuffer();
    private final StringBuffer stderr = new StringBuffer();
    private final Thread stdoutReader;
    private final Thread stderrReader;

    RunningJvm(Process process, List<String> command) {
        this.process = process;
        this.command = command;
        stdoutReader = collect(process.getInputStream(), stdout);
        stderrReader = collect(process.getErrorStream(), stderr);
    }

    private static Thread collect(InputStream from, StringBuffer into) {
        Thread reader = new Thread(
                () -> {
                    byte[] buffer = new byte[8192];
                    try {
                        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                            into.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                        }
                    } catch (IOException e) {
                        into.append("\n(stream broke: ").append(e.getMessage()).append(")\n");
                    }
                },
                "forked-output");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    long pid() {
        return process.pid();
    }

    String stdout() {
        return stdout.toString();
    }

    String stderr() {
        return stderr.toString();
    }

    /** Writes one line to its standard input. */
    RunningJvm send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(told("does not read"), e);
        }
        return this;
    }

    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunningJvm awaitOut(String text) {
        await("standard output holds '" + text + "'", () -> stdout().contains(text));
        return this;
    }

    RunningJvm awaitError(String text) {
        await("standard error holds '" + text + "'", () -> stderr().contains(text));
        return this;
    }

    /** Waits until a condition holds; fails at the deadline or when the process has ended without it. */
    void await(String what, BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            boolean ended = !process.isAlive();
            if (ended && !condition.getAsBoolean()) {
                awaitExit();
                if (!condition.getAsBoolean()) {
                    throw new AssertionError(told("ended before " + what));
                }
            }
            if (System.nanoTime() - startNanos > DEADLINE.toNanos()) {
                throw new AssertionError(told("not in time: " + what));
            }
            pause();
        }
    }

    /** Between two looks at something that is waited for. */
    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, with the streams left open: {@code Process.destroy} would close them and so tell the application. */
    void terminate() {
        process.toHandle().destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Outcome awaitExit() {
        return awaitExit(DEADLINE);
    }

    Outcome awaitExit(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(told("does not end"));
            }
            stdoutReader.join(5_000);
            stderrReader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Outcome(process.exitValue(), stdout(), stderr());
    }

    private String told(String what) {
        return what + "\ncommand: " + String.join(" ", command) + "\nstdout:\n" + stdout() + "\nstderr:\n" + stderr();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
