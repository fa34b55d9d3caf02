package io.nightjar.sink.queue;

import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;

/** Writes to the log what goes wrong at one destination: each trouble once, its end once. Confined to the destination's thread. */
public final class DeliveryLog {
    private static final long REFUSALS_PERIOD_NANOS = 60_000_000_000L;

    private final AgentLog log;
    private final NanoClock clock;
    private long failedInARow;
    private long refusedUnlogged;
    private boolean refusedBefore;
    private long refusedLoggedNanos;

    public DeliveryLog(AgentLog log, NanoClock clock) {
        this.log = log;
        this.clock = clock;
    }

    void write(String name, Outcome outcome, int alerts) {
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
        refusedUnlogged += alerts;
        long nowNanos = clock.nanoTime();
        if (!refusedBefore || nowNanos - refusedLoggedNanos >= REFUSALS_PERIOD_NANOS) {
            log.warn(name + ": " + answer + "; " + refusedUnlogged + " alerts dropped");
            refusedBefore = true;
            refusedLoggedNanos = nowNanos;
            refusedUnlogged = 0;
        }
    }
}
