package io.nightjar.calls;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nightjar.record.CallDetails;
import io.nightjar.record.CallOutcome;
import io.nightjar.record.CallSink;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Calls on their way to the file: none is lost, doubled or torn, and each that finds no room is counted. */
public final class CallQueueStress {
    private CallQueueStress() {}

    private static boolean offer(CallQueue queue, int number) {
        return queue.offer(
                        number,
                        number * 10L,
                        number * 100L,
                        number % 2 == 0 ? CallOutcome.OK : CallOutcome.FAILED,
                        number % 2 == 0 ? null : "error",
                        CallDetails.NONE,
                        number * 3L,
                        number * 7L)
                >= 0;
    }

    /** Counts whole calls; one that is torn counts far too much. */
    private static final class Taker implements CallSink {
        private int taken;

        @Override
        public void ended(
                int operationId,
                long startNanos,
                long endNanos,
                CallOutcome outcome,
                String errorClass,
                CallDetails details,
                long firstChunkNanos,
                long chunks) {
            boolean whole = startNanos == operationId * 10L
                    && endNanos == operationId * 100L
                    && (outcome == CallOutcome.OK) == (operationId % 2 == 0)
                    && (errorClass == null) == (operationId % 2 == 0)
                    && details == CallDetails.NONE
                    && firstChunkNanos == operationId * 3L
                    && chunks == operationId * 7L;
            taken += whole ? 1 : 100;
        }
    }

    /** Two calls are offered while one is taken; the ring has room for both. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are handed over, once and whole.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, doubled or torn.")
    @State
    public static class TwoCallsWhileTaken {
        private final CallQueue queue = new CallQueue(2);
        private final Taker taker = new Taker();

        @Actor
        public void one() {
            offer(queue, 1);
        }

        @Actor
        public void otherAndTake() {
            offer(queue, 2);
            queue.poll(taker);
            queue.poll(taker);
        }

        @Arbiter
        public void rest(I_Result result) {
            while (queue.poll(taker)) {
                // Until nothing is left.
            }
            result.r1 = taker.taken;
        }
    }

    /** Three calls are offered to a ring of two while one is taken: each is handed over or counted as dropped. */
    @JCStressTest
    @Outcome(
            id = {"3, 0", "2, 1"},
            expect = ACCEPTABLE,
            desc = "Each is handed over, or dropped and counted.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, doubled, torn or not counted.")
    @State
    public static class ThreeCallsIntoTwoCells {
        private final CallQueue queue = new CallQueue(2);
        private final Taker taker = new Taker();

        @Actor
        public void one() {
            offer(queue, 1);
            offer(queue, 3);
        }

        @Actor
        public void otherAndTake() {
            offer(queue, 2);
            queue.poll(taker);
        }

        @Arbiter
        public void rest(II_Result result) {
            while (queue.poll(taker)) {
                // Until nothing is left.
            }
            result.r1 = taker.taken;
            result.r2 = (int) queue.dropped();
        }
    }
}
