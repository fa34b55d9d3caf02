package io.nightjar.forked;

/** Agent arguments that many tests share. */
final class Hook {
    private Hook() {}

    /** Watches the engine, calls over 50 ms are slow, and alerts go to a receiver. */
    static String slowOver50Millis(AlertReceiver receiver) {
        return "watch=com.acme.Engine#infer;latency.threshold=50ms;" + to(receiver);
    }

    static String to(AlertReceiver receiver) {
        return "alerts.to=webhook;webhook.url=" + receiver.url();
    }
}
