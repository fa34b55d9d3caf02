package io.nightjar.notify;

import io.nightjar.alert.Severity;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** At most one alert of one key in the limit's time; what it holds back is counted. Thread-safe, lock-free. */
final class RateLimiter {
    /*
     * last is what was sent last. Whoever finds the limit open replaces it by CAS: of any number of threads exactly one
     * wins a turn, the others see what it sent and are held back.
     * heldBack packs how many (upper 62 bits) and the worst of them (lower two: 0 none, else severity + 1), so that the
     * pair is taken and reset in one step: every breach is either sent or counted in exactly one later alert.
     */
    private static final Severity[] SEVERITIES = Severity.values();
    private static final long ONE = 4;
    private static final long WORST_MASK = 3;

    private final AtomicReference<@Nullable Sent> last = new AtomicReference<>();
    private final AtomicLong heldBack = new AtomicLong();

    private record Sent(long atNanos, Severity severity) {}

    /**
     * What was held back since the alert before it.
     *
     * @param worst null where the count is 0
     */
    record Suppressed(long count, @Nullable Severity worst) {}

    /** True for the one that may be sent; anything else is counted. */
    boolean tryAcquire(long nowNanos, Severity severity, RateLimit limit) {
        while (true) {
            Sent seen = last.get();
            if (!isOpen(seen, nowNanos, severity, limit)) {
                suppress(severity, 1);
                return false;
            }
            if (last.compareAndSet(seen, new Sent(nowNanos, severity))) {
                return true;
            }
        }
    }

    /** Whether an alert would be sent now. */
    boolean isOpen(long nowNanos, Severity severity, RateLimit limit) {
        return isOpen(last.get(), nowNanos, severity, limit);
    }

    /** Counts breaches that are not sent. */
    void suppress(Severity severity, long count) {
        long seen = heldBack.get();
        while (!heldBack.compareAndSet(seen, withMore(seen, severity, count))) {
            seen = heldBack.get();
        }
    }

    /** What was held back; nothing is held back from then on. */
    Suppressed takeSuppressed() {
        return unpack(heldBack.getAndSet(0));
    }

    /** What is held back and stands in no alert yet. */
    Suppressed suppressed() {
        return unpack(heldBack.get());
    }

    private static boolean isOpen(@Nullable Sent last, long nowNanos, Severity severity, RateLimit limit) {
        return last == null
                || limit.nanos() == 0
                || nowNanos - last.atNanos() >= limit.nanos()
                || (limit.escalationPasses() && severity.compareTo(last.severity()) > 0);
    }

    private static long withMore(long packed, Severity severity, long count) {
        long worst = Math.max(packed & WORST_MASK, severity.ordinal() + 1L);
        return ((packed & ~WORST_MASK) + count * ONE) | worst;
    }

    private static Suppressed unpack(long packed) {
        int worst = (int) (packed & WORST_MASK);
        return new Suppressed(packed / ONE, worst == 0 ? null : SEVERITIES[worst - 1]);
    }
}
