package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** What a running agent says it has seen is what the application did. */
class CountsTest {
    @EveryJdk
    void shouldCountEveryCallAndFailureOfThreadsThatComeAndGo(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;error-rate.threshold=99%")
                .main("com.acme.Application", "crowd:16", "crowd:16", "read")
                .start()) {
            jvm.awaitOut("reading");

            Map<String, Object> operation = AgentStatus.operation(jvm, "Engine.infer");

            assertThat(operation)
                    .containsEntry("calls", 32_000L)
                    .containsEntry("errors", 3_200L)
                    .containsEntry("cancelled", 0L)
                    .containsEntry("in_flight", 0L);
            assertThat(AgentStatus.failures(jvm)).isEmpty();
        }
    }

    @EveryJdkFrom21
    void shouldCountAndTimeCallsOfVirtualThreads(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer;latency.threshold=50ms")
                .main("com.acme.Application", "virtual:100000", "read")
                .start()) {
            jvm.awaitOut("reading").awaitError("Latency threshold exceeded for Engine.infer");

            assertThat(AgentStatus.operation(jvm, "Engine.infer"))
                    .containsEntry("calls", 100_000L)
                    .containsEntry("in_flight", 0L);
            assertThat(AgentStatus.failures(jvm)).isEmpty();
        }
    }

    @EveryJdkFrom21
    void shouldCountAHundredThousandCallsOfVirtualThreadsThatAreInFlightAtOnce(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#hang;stuck.threshold=1h")
                .main("com.acme.Application", "flood:100000", "read")
                .start()) {
            jvm.awaitOut("reading");
            jvm.await(
                    "all are in flight",
                    () -> AgentStatus.of(jvm) != null
                            && AgentStatus.names(jvm).contains("Engine.hang")
                            && AgentStatus.operation(jvm, "Engine.hang")
                                    .get("in_flight")
                                    .equals(100_000L));

            jvm.send("ebb").awaitOut("ebbed true");

            assertThat(AgentStatus.operation(jvm, "Engine.hang"))
                    .containsEntry("calls", 100_000L)
                    .containsEntry("errors", 0L)
                    .containsEntry("in_flight", 0L);
            assertThat(AgentStatus.failures(jvm)).isEmpty();
        }
    }

    @EveryJdk
    void shouldCountOnlyTheOutermostOfNestedCallsOfOnePattern(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#*;error-rate.threshold=99%")
                .main("com.acme.Application", "fold:25", "read")
                .start()) {
            jvm.awaitOut("reading");

            assertThat(AgentStatus.operation(jvm, "Engine.fold")).containsEntry("calls", 1L);
        }
    }

    @EveryJdk
    void shouldCountConstructorsThatCallEachOtherOnce(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#<init>")
                .main("com.acme.Application", "read")
                .start()) {
            jvm.awaitOut("reading");

            assertThat(AgentStatus.operation(jvm, "Engine.<init>"))
                    .containsEntry("calls", 1L)
                    .containsEntry("in_flight", 0L);
        }
    }

    @EveryJdk
    void shouldHaveFewThreadsOfItsOwnWhileNothingIsWrong(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer")
                .main("com.acme.Application", "calls:5", "read", "threads", "read")
                .start()) {
            jvm.awaitOut("reading");
            AgentStatus.failures(jvm);

            jvm.send("go").awaitOut("threads: ");

            List<String> threads = jvm.stdout()
                    .lines()
                    .filter(line -> line.startsWith("threads: "))
                    .toList();
            assertThat(threads).hasSize(1);
            List<String> own = List.of(
                            threads.get(0).substring("threads: ".length()).split(" "))
                    .stream()
                    .filter(name -> name.startsWith("nightjar-"))
                    .toList();
            assertThat(own).hasSizeBetween(1, 3).contains("nightjar-detector");
        }
    }
}
