package io.nightjar.weave;

import io.nightjar.pattern.ValuePath;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls that go on in an object after they have returned: in a handler that was handed in, or in what was returned. Where
 * nothing is known of that object, the call ends when it returns. Thread-safe.
 */
final class StreamingSite extends Site {
    private final Observation observation;
    private final FollowedStreams streams;
    private final int handlerIndex;
    private final int capturedCount;
    private final boolean isConstructor;
    private final @Nullable ValuePath until;
    private final ValueReader reader;

    /**
     * @param handlerIndex of the handler among the captured arguments, negative where the stream is what is returned
     * @param capturedCount how many arguments are captured: one as itself, several in an array
     * @param isConstructor whether the stream is the object that is made
     * @param until where in the stream a future lies that ends the call too; null for none
     */
    StreamingSite(
            Observation observation,
            FollowedStreams streams,
            int handlerIndex,
            int capturedCount,
            boolean isConstructor,
            @Nullable ValuePath until,
            ValueReader reader) {
        this.until = until;
        this.reader = reader;
        this.observation = observation;
        this.streams = streams;
        this.handlerIndex = handlerIndex;
        this.capturedCount = capturedCount;
        this.isConstructor = isConstructor;
    }

    @Override
    long enter(Object receiver, Object argument) {
        long start = observation.begin();
        Object handler = start == 0 ? null : handler(argument);
        if (handler != null && streams.canFollow(handler)) {
            streams.add(handler, call(start, receiver, argument));
        }
        return start;
    }

    @Override
    Object returned(Object result, long startNanos, Object receiver, Object argument) {
        long end = System.nanoTime();
        observation.groups().exit(observation.group());
        if (handlerIndex >= 0) {
            Object handler = handler(argument);
            if (handler == null || !streams.canFollow(handler)) {
                observation.end(startNanos, end, result, null, receiver, argument);
            }
            return result;
        }
        Object stream = isConstructor ? receiver : result;
        if (stream != null && streams.canFollow(stream)) {
            StreamCall call = call(startNanos, receiver, argument);
            streams.add(stream, call);
            endWithFuture(stream, call);
            return result;
        }
        Object followed = stream == null ? null : FollowedIteration.of(stream, call(startNanos, receiver, argument));
        if (followed == null) {
            observation.end(startNanos, end, result, null, receiver, argument);
            return result;
        }
        return followed;
    }

    @Override
    void threw(Throwable thrown, long startNanos, Object receiver, Object argument) {
        long end = System.nanoTime();
        observation.groups().exit(observation.group());
        Object handler = handlerIndex < 0 ? null : handler(argument);
        StreamCall call = handler == null ? null : callSince(startNanos, handler);
        if (call == null) {
            observation.end(startNanos, end, null, thrown, receiver, argument);
        } else {
            call.failed(thrown);
            streams.removeEnded(handler);
        }
    }

    private void endWithFuture(Object stream, StreamCall call) {
        if (until != null && reader.read(stream, until) instanceof CompletionStage<?> future) {
            future.whenComplete(new Ending(call));
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

    private @Nullable StreamCall callSince(long startNanos, Object handler) {
        FollowedStreams.Entry entry = streams.find(handler, null);
        while (entry != null && !entry.call.isOf(observation, startNanos)) {
            entry = streams.find(handler, entry);
        }
        return entry == null ? null : entry.call;
    }

    private @Nullable Object handler(Object argument) {
        if (handlerIndex < 0 || argument == null) {
            return null;
        }
        return capturedCount == 1 ? argument : ((Object[]) argument)[handlerIndex];
    }
}
