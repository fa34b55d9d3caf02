package com.example.orchestrator;

import java.util.concurrent.CountDownLatch;

/** A message of which a part has arrived; who reads further waits until the connection is closed. Thread-safe. */
final class SilentConnection implements CharSequence {

    private final String arrived;
    private final int length;
    private final CountDownLatch closed;

    private SilentConnection(String arrived, int length, CountDownLatch closed) {
        this.arrived = arrived;
        this.length = length;
        this.closed = closed;
    }

    /** A connection over which the first half of a message came. */
    static SilentConnection halfOf(String message) {
        return new SilentConnection(
                message.substring(0, message.length() / 2), message.length(), new CountDownLatch(1));
    }

    /** Lets every reader go on; what never arrived reads as blanks. */
    void close() {
        closed.countDown();
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        if (index < arrived.length()) {
            return arrived.charAt(index);
        }
        awaitMore();
        return ' ';
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        if (end <= arrived.length()) {
            return arrived.substring(start, end);
        }
        String head = arrived.substring(Math.min(start, arrived.length()));
        return new SilentConnection(head, end - start, closed);
    }

    @Override
    public String toString() {
        if (length > arrived.length()) {
            awaitMore();
        }
        return arrived + " ".repeat(length - arrived.length());
    }

    private void awaitMore() {
        boolean interrupted = false;
        while (true) {
            try {
                closed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
