package io.nightjar.sink.queue;

import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;

/** What the log says of one destination: each trouble once, its end once. Confined to the destination's thread. */
public final class DeliveryVoice {
    private static final long REFUSALS_PERIOD_NANOS = 60_000_000_000L;

    private final AgentLog log;
    private final NanoClock clock;
    private long failedInARow;
    private long refusedUnsaid;
    private boolean refusedBefore;
    private long refusedSaidNanos;

    public DeliveryVoice(AgentLog log, NanoClock clock) {
        this.log = log;
        this.clock = clock;
    }

    void heard(String name, Outcome outcome, int alerts) {
        if (outcome instanceof Outcome.Retry retry) {
            if (failedInARow++ == 0) {
                log.warn(name + ": " + retry.answer() + "; trying again with growing pauses");
            }
        } else if (outcome instanceof Outcome.Delivered) {
            if (failedInARow > 0) {
                log.info(name + ": delivers again after " + failedInARow + " failed attempts");
            }
            failedInARow = 0;
        } else if (outcome instanceof Outcome.Gone gone) {
            log.error(name + ": " + gone.answer() + "; nothing more is sent there");
        } else {
            failedInARow = 0;
            refused(name, outcome.answer(), alerts);
        }
    }

    private void refused(String name, String answer, int alerts) {
        refusedUnsaid += alerts;
        long nowNanos = clock.nanoTime();
        if (!refusedBefore || nowNanos - refusedSaidNanos >= REFUSALS_PERIOD_NANOS) {
            log.warn(name + ": " + answer + "; " + refusedUnsaid + " alerts dropped");
            refusedBefore = true;
            refusedSaidNanos = nowNanos;
            refusedUnsaid = 0;
        }
    }
}
