package io.nightjar.replay;

/** Takes the notifications that would have been sent, in their order. Confined to one thread. */
@FunctionalInterface
interface SentAlerts {
    void sent(SentAlert alert);
}
