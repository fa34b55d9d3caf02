package io.nightjar.time;

/** {@code System.nanoTime()}; a class and not a method reference, whose first use would cost every start milliseconds. */
final class SystemNanoClock implements NanoClock {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
