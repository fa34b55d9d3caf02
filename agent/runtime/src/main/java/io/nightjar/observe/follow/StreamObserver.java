package io.nightjar.observe.follow;

import io.nightjar.observe.CallDepth;
import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import io.nightjar.observe.ValueReader;
import io.nightjar.observe.WovenCalls;
import io.nightjar.pattern.ValuePath;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls that go on in an object after they have returned: in a handler that was passed in, or in what was returned. Where
 * nothing is known of that object, the call ends when it returns. Thread-safe.
 */
final class StreamObserver extends CallObserver {
    private final Observation observation;
    private final FollowedStreams streams;
    private final int handlerIndex;
    private final int capturedCount;
    private final boolean isConstructor;
    private final boolean replaces;
    private final @Nullable ValuePath until;
    private final ValueReader reader;
    private final StreamFaces faces;
    private final Futures futures;

    /**
     * @param handlerIndex of the handler among the captured arguments, negative where the stream is what is returned
     * @param capturedCount how many arguments are captured: one as itself, several in an array
     * @param isConstructor whether the stream is the object that is made
     * @param replaces whether another object may be returned in place of the result
     * @param until where in the stream, or beside a handler in the result, a future lies that ends the call; null for none
     */
    StreamObserver(
            Observation observation,
            FollowedObjects objects,
            int handlerIndex,
            int capturedCount,
            boolean isConstructor,
            boolean replaces,
            @Nullable ValuePath until) {
        this.replaces = replaces;
        this.faces = objects.faces();
        this.futures = objects.futures();
        this.until = until;
        this.reader = objects.reader();
        this.observation = observation;
        this.streams = objects.streams();
        this.handlerIndex = handlerIndex;
        this.capturedCount = capturedCount;
        this.isConstructor = isConstructor;
    }

    /*
     * The lowest bit of a start marks who ends the call: 1 where the stream was given it at the beginning, 0 where this
     * observer ends it or hands it on as it returns. So an end here never comes on top of one that the stream has
     * reported.
     */
    @Override
    public long enter(Object receiver, Object argument) {
        long[] marks = observation.groups().outermost(observation.group());
        if (marks == null) {
            return 0;
        }
        Object handler = handler(argument);
        if (handler == null || !streams.canFollow(handler)) {
            return begin(marks, WovenCalls.now() & ~1L);
        }
        StreamCall call = call(WovenCalls.now() | 1, receiver, argument);
        streams.add(handler, call);
        try {
            return begin(marks, call.startNanos());
        } catch (Throwable failure) {
            call.forget();
            throw failure;
        }
    }

    private long begin(long[] marks, long startNanos) {
        long start = startNanos == 0 ? 2 : startNanos;
        long mark = observation.group() + 1L << CallDepth.GROUP_SHIFT | start & CallDepth.START_MASK;
        int place = 0;
        while (marks[place] != 0) {
            place++;
        }
        observation.calls().started(observation.operationId(), start);
        marks[place] = mark;
        return start;
    }

    @Override
    public Object returned(Object result, long startNanos, Object receiver, Object argument) {
        observation.exit(startNanos);
        if ((startNanos & 1) != 0) {
            StreamCall call = until == null || result == null ? null : streams.find(observation, startNanos);
            if (call != null) {
                endWithFuture(result, call);
            }
            return result;
        }
        if (handlerIndex >= 0) {
            long end = System.nanoTime();
            Object handler = handler(argument);
            if (handler != null) {
                observation.cannotFollow(handler);
            }
            observation.end(startNanos, end, result, null, receiver, argument);
            return result;
        }
        Object stream = isConstructor ? receiver : result;
        if (stream != null && streams.canFollow(stream)) {
            StreamCall call = call(startNanos, receiver, argument);
            streams.add(stream, call);
            endWithFuture(stream, call);
            return result;
        }
        if (stream != null && replaces && FollowedIteration.canFollow(stream)) {
            try {
                return FollowedIteration.of(faces, stream, call(startNanos, receiver, argument));
            } catch (Exception failure) {
                observation.log().failure("weave.stream", failure);
            }
        }
        if (stream != null && comesLater(stream, startNanos, receiver, argument)) {
            return result;
        }
        long end = System.nanoTime();
        if (stream != null) {
            observation.cannotFollow(stream);
        }
        observation.end(startNanos, end, result, null, receiver, argument);
        return result;
    }

    @Override
    public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
        observation.exit(startNanos);
        if ((startNanos & 1) == 0) {
            observation.end(startNanos, endNanos, null, thrown, receiver, argument);
            return;
        }
        StreamCall call = streams.find(observation, startNanos);
        if (call != null) {
            call.failed(thrown);
        }
        Object handler = handler(argument);
        if (handler != null) {
            streams.removeEnded(handler);
        }
    }

    /** Whether what was returned is a future, for whose stream the call then waits. */
    private boolean comesLater(Object future, long startNanos, Object receiver, Object argument) {
        boolean stage = future instanceof CompletionStage<?>;
        FutureFollower library = stage ? null : futures.followerOf(future);
        if (library == Futures.NONE || library == Futures.LAZY) {
            return false;
        }
        StreamToCome.await(future, library, observation, streams, call(startNanos, receiver, argument));
        return true;
    }

    private void endWithFuture(Object result, StreamCall call) {
        if (until == null || !(reader.read(result, until) instanceof CompletionStage<?> future)) {
            return;
        }
        boolean own = observation.groups().beginOwn();
        try {
            future.whenComplete(new Ending(call));
        } finally {
            if (own) {
                observation.groups().endOwn();
            }
        }
    }

    /** Ends a call with a future. */
    private record Ending(StreamCall call) implements BiConsumer<Object, Throwable> {
        @Override
        public void accept(Object value, Throwable thrown) {
            if (thrown == null) {
                call.completed();
            } else {
                call.failed(thrown);
            }
        }
    }

    private StreamCall call(long startNanos, Object receiver, Object argument) {
        return new StreamCall(observation, startNanos, observation.details().early(receiver, argument));
    }

    private @Nullable Object handler(Object argument) {
        if (handlerIndex < 0 || argument == null) {
            return null;
        }
        return capturedCount == 1 ? argument : ((Object[]) argument)[handlerIndex];
    }
}
