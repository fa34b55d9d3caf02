package io.nightjar.observe.follow;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nightjar.observe.AwaitedCalls;
import io.nightjar.observe.Details;
import io.nightjar.observe.Observation;
import io.nightjar.preset.Labels;
import java.util.Map;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Following streams: no call is lost beside another one of its bucket, each ends once, and none that goes on is let go. */
public final class StreamStress {
    private StreamStress() {}

    private static StreamCall call(StreamEnds ends) {
        return new StreamCall(observation(ends), 1, Map.of());
    }

    static Observation observation(StreamEnds ends) {
        return new Observation(
                "", 0, 0, ends, null, new Details(Labels.NONE, null, null, new int[0]), new AwaitedCalls(), null, null);
    }

    /** How often an object reports a call. */
    private static int found(FollowedStreams streams, Object object, StreamCall call) {
        int found = 0;
        FollowedStreams.Entry entry = streams.find(object, null);
        while (entry != null) {
            found += entry.call == call ? 1 : 0;
            entry = streams.find(object, entry);
        }
        return found;
    }

    /** Two calls are followed by one object, and so in one bucket. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both are there, once.")
    @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
    @State
    public static class TwoCallsOfOneObject {
        private final FollowedStreams streams = new FollowedStreams();
        private final Object object = new Object();
        private final StreamCall first = call(new StreamEnds());
        private final StreamCall second = call(new StreamEnds());

        @Actor
        public void one() {
            streams.add(object, first);
        }

        @Actor
        public void other() {
            streams.add(object, second);
        }

        @Arbiter
        public void find(II_Result result) {
            result.r1 = found(streams, object, first);
            result.r2 = found(streams, object, second);
        }
    }

    /** A call is followed while one that has ended is taken out of its bucket. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The ended one is gone, the new one there.")
    @Outcome(expect = FORBIDDEN, desc = "The new one is lost, or the ended one back.")
    @State
    public static class FollowedWhileAnotherLeaves {
        private final FollowedStreams streams = new FollowedStreams();
        private final Object object = new Object();
        private final StreamCall old = call(new StreamEnds());
        private final StreamCall young = call(new StreamEnds());

        public FollowedWhileAnotherLeaves() {
            streams.add(object, old);
            old.completed();
        }

        @Actor
        public void follow() {
            streams.add(object, young);
        }

        @Actor
        public void leave() {
            streams.removeEnded(object);
        }

        @Arbiter
        public void find(II_Result result) {
            result.r1 = found(streams, object, old);
            result.r2 = found(streams, object, young);
        }
    }

    /** A chunk looks for its call while the bucket changes. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The call is found.")
    @Outcome(expect = FORBIDDEN, desc = "A chunk would be lost, or counted twice.")
    @State
    public static class FoundWhileTheBucketChanges {
        private final FollowedStreams streams = new FollowedStreams();
        private final Object object = new Object();
        private final StreamCall ended = call(new StreamEnds());
        private final StreamCall running = call(new StreamEnds());

        public FoundWhileTheBucketChanges() {
            streams.add(object, running);
            streams.add(object, ended);
            ended.completed();
        }

        @Actor
        public void find(I_Result result) {
            result.r1 = found(streams, object, running);
        }

        @Actor
        public void change() {
            streams.removeEnded(object);
            streams.add(object, call(new StreamEnds()));
        }
    }

    /** The end comes from two sides: the reader closes the stream while it fails. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "The first one counts.")
    @Outcome(expect = FORBIDDEN, desc = "Ended twice, or never.")
    @State
    public static class TwoEnds {
        private final StreamEnds ends = new StreamEnds();
        private final StreamCall call = call(ends);

        @Actor
        public void close() {
            call.cancelled();
        }

        @Actor
        public void fail() {
            call.failed(null);
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = ends.cancelled();
            result.r2 = ends.others();
        }
    }
}
