package io.nightjar.launch;

/** What a slow call runs: wakes the detector's thread. A class and not a method reference, for a quick start. */
final class WakeDetector implements Runnable {
    private final DetectorThread thread;

    WakeDetector(DetectorThread thread) {
        this.thread = thread;
    }

    @Override
    public void run() {
        thread.wake();
    }
}
