package io.nightjar.detect;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nightjar.alert.AlertIds;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Detecting: whole requests in a window, and ids that differ. */
public final class DetectStress {
    private DetectStress() {}

    /** Two requests are the first of a bucket, in the second life of its slot. */
    @JCStressTest
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both are counted in the window.")
    @Outcome(expect = FORBIDDEN, desc = "A request was lost.")
    @State
    public static class TwoRequestsInANewBucket {
        private static final long LATER = 512L << 28;
        private final RequestCounter counter = new RequestCounter();

        public TwoRequestsInANewBucket() {
            counter.record(0, true);
        }

        @Actor
        public void one() {
            counter.record(LATER, true);
        }

        @Actor
        public void other() {
            counter.record(LATER + 1, false);
        }

        @Arbiter
        public void count(JJ_Result result) {
            RequestCounter.Window window = counter.window(LATER + 2, 1_000_000_000);
            result.r1 = window.requests();
            result.r2 = window.errors();
        }
    }

    /** A window is read while failed requests are counted. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1", "2, 2"},
            expect = ACCEPTABLE,
            desc = "Whole requests.")
    @Outcome(expect = FORBIDDEN, desc = "Torn.")
    @State
    public static class WindowWhileCounted {
        private final RequestCounter counter = new RequestCounter();

        @Actor
        public void record() {
            counter.record(1, false);
            counter.record(1, false);
        }

        @Actor
        public void read(JJ_Result result) {
            RequestCounter.Window window = counter.window(2, 1_000_000_000);
            result.r1 = window.requests();
            result.r2 = window.errors();
        }
    }

    /** Two ids in one millisecond. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "They differ.")
    @Outcome(expect = FORBIDDEN, desc = "One beginning for two ids.")
    @State
    public static class TwoIds {
        private static final int BEGINNING = 14;
        private final AlertIds ids = new AlertIds();
        private String first;
        private String second;

        @Actor
        public void one() {
            first = ids.next(1);
        }

        @Actor
        public void other() {
            second = ids.next(1);
        }

        @Arbiter
        public void compare(Z_Result result) {
            result.r1 = !first.substring(0, BEGINNING).equals(second.substring(0, BEGINNING));
        }
    }
}
