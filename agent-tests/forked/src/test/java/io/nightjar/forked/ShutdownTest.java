package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.forked.AlertReceiver.Request;
import java.util.List;

/** How the agent ends with its application. */
class ShutdownTest {
    @EveryJdk
    void shouldNotWaitForAReceiverThatHangs(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start().answer(0, 0, 0, 0)) {
            // The receiver holds its answer for longer than the deadline of awaitExit, and so would the timeout.
            Outcome outcome = ForkedJvm.on(jdk)
                    .agent(Hook.slowOver50Millis(receiver) + ";webhook.timeout=100s")
                    .main("com.acme.Application", "slow:120", "say:done", "exit:5")
                    .run();

            assertThat(outcome.exitCode()).isEqualTo(5);
            assertThat(outcome.stdout()).isEqualTo("done\n");
            assertThat(receiver.requests()).isNotEmpty();
        }
    }

    @EveryJdk
    void shouldDeliverWhatIsQueuedAndResolveWhenTerminated(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start();
                RunningJvm jvm = ForkedJvm.on(jdk)
                        .agent(Hook.slowOver50Millis(receiver) + ";alerts.rate-limit=1ms")
                        .main("com.acme.Application", "slow:120", "read")
                        .start()) {
            jvm.await(
                    "a connection",
                    () -> !receiver.requests("latency", "firing").isEmpty());

            jvm.send("slow:120").send("say:slow again").awaitOut("slow again").terminate();

            assertThat(jvm.awaitExit().exitCode()).isEqualTo(143);
            assertThat(receiver.requests("latency", "firing")).hasSize(2);
            assertThat(receiver.requests("latency", "resolved")).hasSize(1);
        }
    }

    @EveryJdk
    void shouldRaiseNoTrafficDropWhenTheApplicationStops(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start()) {
            Outcome outcome = ForkedJvm.on(jdk)
                    .agent("watch=com.acme.Engine#infer;window=1s;throughput.threshold=5/s;" + Hook.to(receiver))
                    .main("com.acme.Application", "steady:3000", "exit:0")
                    .run();

            assertThat(outcome.exitCode()).isZero();
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @EveryJdk
    void shouldRetryWithTheSameIdWhenTheReceiverIsUnwell(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start().answer(503);
                RunningJvm jvm = ForkedJvm.on(jdk)
                        .agent(Hook.slowOver50Millis(receiver))
                        .main("com.acme.Application", "slow:120", "read")
                        .start()) {
            jvm.await("the retry", () -> receiver.requests().size() >= 2);

            List<Request> requests = receiver.requests();
            assertThat(requests.get(1).headers())
                    .containsEntry("webhook-id", requests.get(0).headers().get("webhook-id"));
            assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
        }
    }
}
