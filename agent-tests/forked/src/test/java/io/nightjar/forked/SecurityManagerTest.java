package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Security managers, which JDKs before 24 have: the application is never harmed, and what the agent may do it does. */
class SecurityManagerTest {
    private static final String LABELLED = "watch=;operation.infer.match=com.acme.Engine#infer(long);"
            + "operation.infer.label.model=this.model;latency.threshold=50ms;alerts.rate-limit=1ms;throughput.threshold=0.001/s;";

    @TempDir
    private Path directory;

    static List<Jdk> jdksWithSecurityManagers() {
        return Jdks.found().stream().filter(jdk -> jdk.feature() < 24).toList();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdksWithSecurityManagers")
    void shouldSayItInOneLineAndStayOffWhenThePolicyGrantsTheAgentNothing(Jdk jdk) throws IOException {
        Outcome outcome = managed(jdk, "watch=com.acme.Engine#infer;latency.threshold=50ms", policy(false))
                .main("com.acme.Application", "slow:120", "say:done", "read")
                .run();

        assertThat(outcome.stdout()).isEqualTo("done\nreading\n");
        assertThat(outcome.exitCode()).isZero();
        assertThat(AgentLines.of(outcome))
                .singleElement()
                .asString()
                .contains("stays off, the application is not affected", "java.security.AllPermission");
        assertThat(AgentLines.others(outcome).lines())
                .as("the JVM's own warnings")
                .allMatch(line -> line.startsWith("WARNING: "));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdksWithSecurityManagers")
    void shouldLabelAndDeliverWhenThePolicyGrantsTheAgentEverything(Jdk jdk) throws IOException {
        try (AlertReceiver receiver = AlertReceiver.start();
                RunningJvm jvm = managed(jdk, LABELLED + Hook.to(receiver), policy(true))
                        .main("com.acme.Application", "slow:1", "slow:120", "read")
                        .start()) {
            jvm.await(
                    "a slow call's alert",
                    () -> !receiver.requests("latency", "firing").isEmpty());

            assertThat(Json.object(receiver.requests("latency", "firing").get(0).json(), "labels"))
                    .containsEntry("model", "default");
            assertThat(AgentStatus.operation(jvm, "infer")).containsEntry("calls", 2L);
            assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
            jvm.endInput();
            assertThat(jvm.awaitExit().exitCode()).isZero();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdksWithSecurityManagers")
    void shouldLabelAndDeliverWhenMainSetsAManagerWhosePolicyDoesNotNameTheAgent(Jdk jdk) throws IOException {
        try (AlertReceiver receiver = AlertReceiver.start();
                RunningJvm jvm = sandboxed(jdk, "policy", receiver)) {
            jvm.awaitOut("called");
            jvm.await(
                    "the alerts of three calls",
                    () -> receiver.requests("latency", "firing").size() >= 3);

            assertThat(Json.object(receiver.requests("latency", "firing").get(0).json(), "labels"))
                    .containsEntry("model", "default");
            assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
            jvm.endInput();
            assertThat(jvm.awaitExit().exitCode()).isZero();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdksWithSecurityManagers")
    void shouldGoOnJudgingWhenMainSetsAManagerThatRefusesTheNetworkAndOtherThreads(Jdk jdk) throws IOException {
        try (AlertReceiver receiver = AlertReceiver.start();
                RunningJvm jvm = sandboxed(jdk, "refuse", receiver)) {
            jvm.awaitOut("called");
            jvm.await("three lines of slow calls", () -> jvm.stderr().split("alert latency", -1).length > 3);

            jvm.endInput();
            Outcome outcome = jvm.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stdout()).isEqualTo("managed\ncalled\n");
            assertThat(receiver.requests()).isEmpty();
        }
    }

    private RunningJvm sandboxed(Jdk jdk, String manager, AlertReceiver receiver) throws IOException {
        ForkedJvm jvm = ForkedJvm.on(jdk).agent(LABELLED + Hook.to(receiver));
        if (jdk.feature() >= 18) {
            jvm.option("-Djava.security.manager=allow");
        }
        return jvm.option("-Djava.security.policy==" + policy(false))
                .main("com.acme.Sandbox", manager)
                .start();
    }

    private static ForkedJvm managed(Jdk jdk, String argument, Path policy) {
        return ForkedJvm.on(jdk)
                .agent(argument)
                .option("-Djava.security.manager")
                .option("-Djava.security.policy==" + policy);
    }

    private Path policy(boolean namesTheAgent) throws IOException {
        String application = "grant codeBase \"file:" + Project.applications()
                + "/-\" { permission java.util.PropertyPermission \"*\", \"read\"; };\n";
        String agent = "grant codeBase \"file:" + Project.jar() + "\" { permission java.security.AllPermission; };\n";
        return Files.writeString(directory.resolve("agent.policy"), namesTheAgent ? application + agent : application);
    }
}
