package io.nightjar.observe.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.observe.AwaitedCalls;
import io.nightjar.observe.CallDepth;
import io.nightjar.observe.Details;
import io.nightjar.observe.NotFollowed;
import io.nightjar.observe.Observation;
import io.nightjar.preset.Labels;
import io.nightjar.weave.FakeCallEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FollowedStreamsTest {
    private final FollowedStreams streams = new FollowedStreams();
    private final FakeCallEvents calls = new FakeCallEvents();

    private StreamCall call(long startNanos) {
        Observation observation = new Observation(
                "op",
                0,
                1,
                calls,
                new CallDepth(),
                new Details(Labels.NONE, null, null, new int[0]),
                new AwaitedCalls(),
                new NotFollowed(),
                null);
        return new StreamCall(observation, startNanos, Map.of());
    }

    @Test
    void shouldMoveTheCallOfItsOwnThreadWhenTwoSubscribeOneHandlerAtOnce() throws InterruptedException {
        Object handler = new Object();
        Object wrapper = new Object();
        StreamCall mine = call(1);
        StreamCall theirs = call(2);
        streams.add(handler, mine);
        Thread other = new Thread(() -> streams.add(handler, theirs));
        other.start();
        other.join();

        streams.move(handler, wrapper);

        assertThat(streams.find(wrapper, null).call).isSameAs(mine);
        assertThat(streams.find(handler, null).call).isSameAs(theirs);
    }

    @Test
    void shouldMoveAnyCallWhenItsThreadAddedNone() throws InterruptedException {
        Object handler = new Object();
        Object wrapper = new Object();
        StreamCall theirs = call(2);
        Thread other = new Thread(() -> streams.add(handler, theirs));
        other.start();
        other.join();

        streams.move(handler, wrapper);

        assertThat(streams.find(wrapper, null).call).isSameAs(theirs);
        assertThat(streams.find(handler, null)).isNull();
    }
}
