package io.nightjar.observe.follow;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nightjar.observe.Awaited;
import io.nightjar.observe.AwaitedCalls;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Calls that wait for an object: none is lost to the sweep, and each ends once. */
public final class AwaitedStress {
    private AwaitedStress() {}

    /** A call that counts how often it was ended as abandoned; its object is gone already when {@code gone}. */
    static final class Counting extends Awaited {
        private int ends;

        Counting(Object follower) {
            super(follower);
        }

        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public void abandoned() {
            ends++;
        }
    }

    /** Two calls begin to wait while the agent's thread sweeps. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both wait still, and end when their object is gone.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or ended twice.")
    @State
    public static class AddedWhileSwept {
        private final AwaitedCalls calls = new AwaitedCalls();
        private final Object follower = new Object();
        private final Counting first = new Counting(follower);
        private final Counting second = new Counting(follower);

        @Actor
        public void one() {
            calls.add(first);
        }

        @Actor
        public void other() {
            calls.add(second);
        }

        @Actor
        public void sweep() {
            calls.endAbandoned();
        }

        @Arbiter
        public void goneAtLast(II_Result result) {
            first.clear();
            second.clear();
            calls.endAbandoned();
            result.r1 = first.ends;
            result.r2 = second.ends;
        }
    }

    /** A future completes while its call is taken for abandoned. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "The first one counts.")
    @Outcome(expect = FORBIDDEN, desc = "Ended twice, or never.")
    @State
    public static class CompletedWhileAbandoned {
        private final StreamEnds ends = new StreamEnds();
        private final FutureCall.Follower follower = FutureCall.await(StreamStress.observation(ends), 1, null);

        @Actor
        public void complete() {
            follower.accept("x", null);
        }

        @Actor
        public void abandon() {
            follower.call.abandoned();
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = ends.cancelled();
            result.r2 = ends.others();
        }
    }
}
