package io.nightjar.notify;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Notifying: one winner of a rate limit's turn, nothing held back is forgotten, no alert is lost from the history. */
public final class NotifyStress {
    private static final RateLimit LIMIT = new RateLimit(1_000, false, false);
    private static final AlertRecord ONE = record("1");
    private static final AlertRecord OTHER = record("2");

    private NotifyStress() {}

    private static AlertRecord record(String id) {
        Alert alert = new Alert(
                AlertType.LATENCY,
                Severity.WARNING,
                "",
                Instant.EPOCH,
                Map.of(),
                id,
                AlertStatus.FIRING,
                "",
                Instant.EPOCH,
                null,
                Map.of());
        return new AlertRecord(alert, List.of(), null, null);
    }

    /** Two breaches when the limit is open. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = ACCEPTABLE,
            desc = "One is sent, one is counted.")
    @Outcome(expect = FORBIDDEN, desc = "Two winners, none, or one forgotten.")
    @State
    public static class TwoBreaches {
        private final RateLimiter limiter = new RateLimiter();

        @Actor
        public void one(III_Result result) {
            result.r1 = limiter.tryAcquire(5, Severity.WARNING, LIMIT) ? 1 : 0;
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = limiter.tryAcquire(6, Severity.ERROR, LIMIT) ? 1 : 0;
        }

        @Arbiter
        public void heldBack(III_Result result) {
            result.r3 = (int) limiter.suppressed().count();
        }
    }

    /** The limit reopens for two breaches at once, with one held back before. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 2", "0, 1, 2"},
            expect = ACCEPTABLE,
            desc = "One is sent; every other is counted in it or waits.")
    @Outcome(expect = FORBIDDEN, desc = "Two winners, none, or one forgotten.")
    @State
    public static class TwoBreachesWhenItReopens {
        private final RateLimiter limiter = new RateLimiter();
        private volatile long taken;

        public TwoBreachesWhenItReopens() {
            limiter.tryAcquire(0, Severity.WARNING, LIMIT);
            limiter.tryAcquire(1, Severity.CRITICAL, LIMIT);
        }

        @Actor
        public void one(III_Result result) {
            result.r1 = breach();
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = breach();
        }

        @Arbiter
        public void heldBack(III_Result result) {
            result.r3 = (int) (taken + limiter.suppressed().count());
        }

        private int breach() {
            if (limiter.tryAcquire(1_000, Severity.WARNING, LIMIT)) {
                taken = limiter.takeSuppressed().count();
                return 1;
            }
            return 0;
        }
    }

    /** A count and its worst severity are taken together. */
    @JCStressTest
    @Outcome(
            id = {"0, 0, 1", "1, 3, 0"},
            expect = ACCEPTABLE,
            desc = "Taken whole, or left whole.")
    @Outcome(expect = FORBIDDEN, desc = "Torn or forgotten.")
    @State
    public static class TakeWhileHeldBack {
        private final RateLimiter limiter = new RateLimiter();

        @Actor
        public void heldBack() {
            limiter.suppress(Severity.CRITICAL, 1);
        }

        @Actor
        public void take(III_Result result) {
            RateLimiter.Suppressed taken = limiter.takeSuppressed();
            result.r1 = (int) taken.count();
            result.r2 = taken.worst() == null ? 0 : taken.worst().ordinal() + 1;
        }

        @Arbiter
        public void rest(III_Result result) {
            result.r3 = (int) limiter.suppressed().count();
        }
    }

    /** Two alerts enter a history that has room for both. */
    @JCStressTest
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both are there, once.")
    @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
    @State
    public static class TwoAlertsTwoPlaces {
        private final AlertHistory history = new AlertHistory(2);

        @Actor
        public void one() {
            history.add(ONE);
        }

        @Actor
        public void other() {
            history.add(OTHER);
        }

        @Arbiter
        public void read(II_Result result) {
            List<AlertRecord> all = history.newest(null, 10);
            result.r1 = all.size();
            result.r2 = all.get(0) == all.get(all.size() - 1) ? 0 : 1;
        }
    }

    /** Two alerts enter a history that has room for one, while it is read. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "The newest is left; a reader sees one or none.")
    @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
    @State
    public static class TwoAlertsOnePlaceWhileRead {
        private final AlertHistory history = new AlertHistory(1);

        @Actor
        public void one() {
            history.add(ONE);
        }

        @Actor
        public void otherAndRead(II_Result result) {
            history.add(OTHER);
            result.r1 = history.newest(null, 10).size();
        }

        @Arbiter
        public void rest(II_Result result) {
            result.r2 = history.newest(null, 10).size();
        }
    }

    /** Two destinations get an alert. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both arrivals are noted.")
    @Outcome(expect = FORBIDDEN, desc = "One was lost.")
    @State
    public static class TwoArrivals {
        private final AlertHistory history = history();

        private static AlertHistory history() {
            AlertHistory history = new AlertHistory(2);
            history.add(ONE);
            return history;
        }

        @Actor
        public void log() {
            history.arrived("1", "log", Instant.EPOCH);
        }

        @Actor
        public void webhook() {
            history.arrived("1", "webhook", Instant.EPOCH);
        }

        @Arbiter
        public void rest(I_Result result) {
            result.r1 = history.newest(null, 10).get(0).sentTo().size();
        }
    }

    /** Two threads mention a name for the first time. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "One value.")
    @Outcome(expect = FORBIDDEN, desc = "Two values for one name.")
    @State
    public static class OneNameTwice {
        private final BoundedMap<Object> map = new BoundedMap<>(10, Object::new);
        private Object first;
        private Object second;

        @Actor
        public void one() {
            first = map.get("a");
        }

        @Actor
        public void other() {
            second = map.get("a");
        }

        @Arbiter
        public void compare(Z_Result result) {
            result.r1 = first == second && map.find("a") == first;
        }
    }
}
