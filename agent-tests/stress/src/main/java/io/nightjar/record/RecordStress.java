package io.nightjar.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** Recording: no count is lost, no snapshot is torn, no slot has two owners. */
public final class RecordStress {
    private RecordStress() {}

    private static Operation operation(int slots) {
        return operation(new Stripes(1, new ThreadSlots(slots)));
    }

    private static Operation operation(Stripes stripes) {
        return new Operation(0, OperationSpec.of("op", "engine"), 0, stripes, 1, RecordingLimits.DEFAULT);
    }

    private static long sum(long[] balances) {
        long sum = 0;
        for (long balance : balances) {
            sum += balance;
        }
        return sum;
    }

    private static long[] durations(Operation operation) {
        long[] durations = new long[Buckets.COUNT];
        operation.addDurations(durations);
        return durations;
    }

    /** The owner needs a longer stripe while another thread reads: calls first, then durations. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1", "0, 2", "0, 3", "1, 1", "1, 2", "1, 3", "2, 2", "2, 3", "3, 3"},
            expect = ACCEPTABLE,
            desc = "Each call that was seen has its duration.")
    @Outcome(expect = FORBIDDEN, desc = "A duration was lost.")
    @State
    public static class StripeWidenedWhileRead {
        private final Operation operation = operation(1);

        @Actor
        public void owner() {
            operation.completed(5_000, false);
            operation.completed(500_000_000, false);
            operation.completed(1_500, false);
        }

        @Actor
        public void reader(JJ_Result result) {
            result.r1 = operation.sum(Cells.CALLS);
            result.r2 = sum(durations(operation));
        }
    }

    /** An operation that rested has a call that fails and one that runs on, while it is sampled; the next sample knows both. */
    @JCStressTest
    @Outcome(id = "1, 11", expect = ACCEPTABLE, desc = "One runs, one was counted, and failed.")
    @Outcome(expect = FORBIDDEN, desc = "The operation was taken for one that still rests.")
    @State
    public static class SampledWhileRestEnds {
        private final Rest rest = new Rest(new ThreadSlots(1));

        @Actor
        public void one() {
            rest.end();
        }

        @Actor
        public void reader() {
            rest.sample(2_000);
        }

        @Arbiter
        public void sample(JJ_Result result) {
            rest.sample(1_000);
            result.r1 = rest.running();
            result.r2 = rest.counted();
        }
    }

    /** As above, of threads that share a stripe. */
    @JCStressTest
    @Outcome(id = "1, 11", expect = ACCEPTABLE, desc = "One runs, one was counted, and failed.")
    @Outcome(expect = FORBIDDEN, desc = "The operation was taken for one that still rests.")
    @State
    public static class SharedSampledWhileRestEnds {
        private final Rest rest = new Rest(taken());

        @Actor
        public void one() {
            rest.end();
        }

        @Actor
        public void reader() {
            rest.sample(2_000);
        }

        @Arbiter
        public void sample(JJ_Result result) {
            rest.sample(1_000);
            result.r1 = rest.running();
            result.r2 = rest.counted();
        }
    }

    /** A slot that another thread has, so that whoever calls shares a stripe. */
    private static ThreadSlots taken() {
        ThreadSlots slots = new ThreadSlots(1);
        slots.owners()[0] = new Thread();
        return slots;
    }

    /** An operation that was sampled while it rested. */
    private static final class Rest {
        private static final long NOW_NANOS = 1_000_000_000;
        private final Operation operation;
        private final History history;
        private final WindowCounts window = new WindowCounts();

        Rest(ThreadSlots slots) {
            operation = operation(new Stripes(1, slots));
            history = new History(operation, new StripeSums(), () -> NOW_NANOS);
            sample(5_000);
        }

        void end() {
            operation.started(NOW_NANOS - 4_000);
            operation.left(NOW_NANOS - 4_000, NOW_NANOS - 3_000);
            operation.completed(1_000, true);
            operation.started(NOW_NANOS - 3_000);
        }

        void sample(long agoNanos) {
            history.sample(NOW_NANOS - agoNanos);
        }

        long running() {
            return history.sampledInFlight(false);
        }

        /** Calls, and ten for each that failed. */
        long counted() {
            history.sampledWindow(NOW_NANOS, window);
            return window.calls() + 10 * window.errors();
        }
    }

    /** One slot for two threads: one owns it, the other shares. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both calls are counted.")
    @Outcome(expect = FORBIDDEN, desc = "A call was lost.")
    @State
    public static class TwoThreadsOneSlot {
        private final Operation operation = operation(1);

        @Actor
        public void one() {
            operation.completed(5_000, false);
        }

        @Actor
        public void other() {
            operation.completed(5_000, false);
        }

        @Arbiter
        public void count(JJ_Result result) {
            result.r1 = operation.sum(Cells.CALLS);
            result.r2 = durations(operation)[Buckets.of(5_000)];
        }
    }

    /** As above, with a stripe for each. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both calls are counted.")
    @Outcome(expect = FORBIDDEN, desc = "A call was lost.")
    @State
    public static class TwoThreadsEightSlots {
        private final Operation operation = operation(8);

        @Actor
        public void one() {
            operation.completed(5_000, false);
        }

        @Actor
        public void other() {
            operation.completed(5_000, false);
        }

        @Arbiter
        public void count(J_Result result) {
            result.r1 = operation.sum(Cells.CALLS);
        }
    }

    /** A sample while a failed call is counted. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Before the call.")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The call, its failure not yet.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The call and its failure.")
    @Outcome(expect = FORBIDDEN, desc = "More failures than calls.")
    @State
    public static class FailureWhileRead {
        private final Operation operation = operation(1);
        private final History history = new History(operation, new StripeSums(), () -> 0);
        private final WindowCounts counts = new WindowCounts();

        @Actor
        public void call() {
            operation.completed(5_000, true);
        }

        @Actor
        public void read(JJ_Result result) {
            history.sample(0);
            history.sampledWindow(1, counts);
            result.r1 = counts.calls();
            result.r2 = counts.errors();
        }
    }

    /** A call that starts on one thread and ends on another, which then reads. */
    @JCStressTest
    @Outcome(
            id = {"0", "1"},
            expect = ACCEPTABLE,
            desc = "Running or not.")
    @Outcome(expect = FORBIDDEN, desc = "An end without its start.")
    @State
    public static class EndElsewhereThenRead {
        private final Operation operation = operation(8);
        private volatile boolean started;

        @Actor
        public void start() {
            operation.started(0);
            started = true;
        }

        @Actor
        public void endAndRead(J_Result result) {
            if (started) {
                operation.left(0, 1);
            }
            long ends = operation.sum(Cells.ENDS);
            result.r1 = operation.sum(Cells.STARTS) - ends;
        }
    }

    /** A call that starts and ends on the owner of a stripe: its start is only parked. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = ACCEPTABLE,
            desc = "Before the end.")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "Counted, and seen running before that or not.")
    @Outcome(expect = FORBIDDEN, desc = "A start seen twice, or an end without its start.")
    @State
    public static class ParkedStartWhileRead {
        private final Stripes stripes = new Stripes(1, new ThreadSlots(1));
        private final Operation operation = operation(stripes);

        @Actor
        public void call() {
            long[] own = stripes.ownedOrNew(0);
            OwnedStripe.begin(own, 7);
            OwnedStripe.end(own, 7, 5_000);
        }

        @Actor
        public void read(JJ_Result result) {
            result.r1 = sum(new StripeSums().balances(operation));
            result.r2 = operation.sum(Cells.CALLS);
        }
    }

    /** A call within a call of the same operation. */
    @JCStressTest
    @Outcome(
            id = {"0", "1", "2"},
            expect = ACCEPTABLE,
            desc = "As many as may run.")
    @Outcome(expect = FORBIDDEN, desc = "A start seen twice, or an end without its start.")
    @State
    public static class CallWithinACallWhileRead {
        private static final long OTHER_EPOCH = Epochs.startNanos(0, 3);

        private final Stripes stripes = new Stripes(1, new ThreadSlots(1));
        private final Operation operation = operation(stripes);

        @Actor
        public void calls() {
            long[] own = stripes.ownedOrNew(0);
            OwnedStripe.begin(own, 7);
            OwnedStripe.begin(own, OTHER_EPOCH);
            OwnedStripe.end(own, OTHER_EPOCH, 5_000);
            OwnedStripe.end(own, 7, 5_000);
        }

        @Actor
        public void read(J_Result result) {
            result.r1 = sum(new StripeSums().balances(operation));
        }
    }

    /** A start of long ago that is still parked, though its call has ended elsewhere, when the next call starts. */
    @JCStressTest
    @Outcome(
            id = {"0", "-1"},
            expect = ACCEPTABLE,
            desc = "Not running, or for a moment set off.")
    @Outcome(expect = FORBIDDEN, desc = "A call that has ended is taken for one that runs since long ago.")
    @State
    public static class EndedLongAgoStillParked {
        private static final long NEXT = Epochs.startNanos(0, 3);

        private final Stripes stripes = new Stripes(1, new ThreadSlots(1));
        private final Operation operation = operation(stripes);
        private volatile boolean ended;

        @Actor
        public void calls() {
            long[] own = stripes.ownedOrNew(0);
            OwnedStripe.begin(own, 7);
            operation.left(7, 8);
            ended = true;
            OwnedStripe.begin(own, NEXT);
        }

        @Actor
        public void read(J_Result result) {
            boolean wasEnded = ended;
            long balance = new StripeSums().balances(operation)[Epochs.fineSlot(7)];
            result.r1 = wasEnded ? balance : 0;
        }
    }

    /** Two threads want the one slot; it may pass to the second only when the first has ended. */
    @JCStressTest
    @Outcome(
            id = {"0, 2", "2, 0"},
            expect = ACCEPTABLE,
            desc = "One owns the slot, the other shares.")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The first had ended before the second came.")
    @Outcome(expect = FORBIDDEN, desc = "Two living owners, or none.")
    @State
    public static class TwoThreadsWantOneSlot {
        private static final int OWNS = 0;
        private static final int OWNS_BESIDE_A_LIVING_OWNER = 1;
        private static final int SHARES = 2;

        private final ThreadSlots slots = new ThreadSlots(1);
        private volatile Thread first;
        private volatile Thread second;

        @Actor
        public void one(II_Result result) {
            if (slots.currentOrClaim() == ThreadSlots.SHARED) {
                result.r1 = SHARES;
            } else {
                first = Thread.currentThread();
                result.r1 = isAlive(second) ? OWNS_BESIDE_A_LIVING_OWNER : OWNS;
            }
        }

        @Actor
        public void other(II_Result result) {
            if (slots.currentOrClaim() == ThreadSlots.SHARED) {
                result.r2 = SHARES;
            } else {
                second = Thread.currentThread();
                result.r2 = isAlive(first) ? OWNS_BESIDE_A_LIVING_OWNER : OWNS;
            }
        }

        private static boolean isAlive(Thread thread) {
            return thread != null && thread.isAlive();
        }
    }

    /** Two classes fail for the first time at once. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each is counted.")
    @Outcome(expect = FORBIDDEN, desc = "A class or a count was lost.")
    @State
    public static class TwoErrorClasses {
        private final ErrorClasses classes = new ErrorClasses();

        @Actor
        public void one() {
            classes.count("a");
        }

        @Actor
        public void other() {
            classes.count("b");
        }

        @Arbiter
        public void count(JJ_Result result) {
            result.r1 = classes.since(null).getOrDefault("a", 0L);
            result.r2 = classes.since(null).getOrDefault("b", 0L);
        }
    }

    /** One class fails for the first time on two threads. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are counted.")
    @Outcome(expect = FORBIDDEN, desc = "A count was lost.")
    @State
    public static class OneErrorClassTwice {
        private final ErrorClasses classes = new ErrorClasses();

        @Actor
        public void one() {
            classes.count("a");
        }

        @Actor
        public void other() {
            classes.count("a");
        }

        @Arbiter
        public void count(J_Result result) {
            result.r1 = classes.since(null).getOrDefault("a", 0L);
        }
    }

    /** Two slow calls are offered while the detector polls; the ring has room for both. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are handed over, once and whole.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, doubled or torn.")
    @State
    public static class TwoSlowCallsWhilePolled {
        private final SlowCallQueue queue = new SlowCallQueue(2);
        private int polled;

        @Actor
        public void one() {
            queue.offer(1, 10, 100, null, null);
        }

        @Actor
        public void otherAndPoll() {
            queue.offer(2, 20, 200, null, null);
            take(queue.poll());
            take(queue.poll());
        }

        @Arbiter
        public void rest(I_Result result) {
            take(queue.poll());
            take(queue.poll());
            take(queue.poll());
            result.r1 = polled;
        }

        private void take(SlowCall call) {
            if (call != null) {
                boolean whole =
                        call.startNanos() == call.operationId() * 10L && call.endNanos() == call.operationId() * 100L;
                polled += whole ? 1 : 100;
            }
        }
    }

    /** A slow call and the detector that looks once more before it sleeps: one of them sees the other. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "Handed over, or the detector is woken.")
    @Outcome(expect = FORBIDDEN, desc = "The call waits and nobody is woken.")
    @State
    public static class SlowCallWhileDrained {
        private final CallRecorder recorder = CallRecorder.create(() -> 0, 1);
        private int wokenAgain;

        public SlowCallWhileDrained() {
            recorder.limits(spec -> new RecordingLimits(0, List.of(), Duration.ofSeconds(1)), Duration.ofSeconds(1));
            recorder.operation(OperationSpec.of("op", "engine"));
            recorder.onSlowCall(() -> {});
            recorder.ended(0, 0, 5, null);
            recorder.onSlowCall(() -> wokenAgain = 1);
        }

        @Actor
        public void call() {
            recorder.ended(0, 0, 7, null);
        }

        @Actor
        public void drain(II_Result result) {
            recorder.drainSlowCalls(call -> result.r1 |= call.endNanos() == 7 ? 1 : 0);
        }

        @Arbiter
        public void woken(II_Result result) {
            result.r2 = wokenAgain;
        }
    }
}
