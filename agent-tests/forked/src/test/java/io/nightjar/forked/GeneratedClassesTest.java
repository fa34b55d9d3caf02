package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Classes that come into being at run time: proxies and subclasses before what is watched. */
class GeneratedClassesTest {
    private static final long PROXIES = 4;
    private static final long CALLS = 25;

    @EveryJdk
    void shouldCountACallOnceThroughWhateverProxyItComes(Jdk jdk) throws IOException {
        try (RunningJvm jvm = proxies(jdk, "watch=com.acme.PlainScorer#score,+com.acme.Scorer#score*")) {
            assertThat(AgentStatus.operation(jvm, "PlainScorer.score")).containsEntry("calls", PROXIES * CALLS);
            assertThat(AgentStatus.operation(jvm, "Scorer.score")).containsEntry("calls", PROXIES * CALLS);
        }
    }

    @EveryJdk
    void shouldCountACallOnceWhenOneOperationMeansTargetAndProxy(Jdk jdk) throws IOException {
        try (RunningJvm jvm = proxies(
                jdk,
                "watch=;operation.score.match=com.acme.PlainScorer*#score,+com.acme.Scorer#score,+com.acme.PlainScorer#score")) {
            assertThat(AgentStatus.operation(jvm, "score")).containsEntry("calls", PROXIES * CALLS);
        }
    }

    private static RunningJvm proxies(Jdk jdk, String argument) throws IOException {
        List<Path> spring;
        try (Stream<Path> jars = Files.list(Project.target().resolve("spring"))) {
            spring = jars.sorted().toList();
        }
        RunningJvm jvm = ForkedJvm.on(jdk)
                .agent(argument)
                .classPath(spring)
                .main("com.acme.Proxies", Long.toString(CALLS))
                .start();
        jvm.awaitOut("sum ");
        assertThat(jvm.stdout().lines())
                .containsExactly(
                        "jdk.proxy.$Proxy",
                        "jdk.proxy.$Proxy",
                        "com.acme.PlainScorer$$",
                        "com.acme.PlainScorer$$",
                        "sum 1300");
        assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
        return jvm;
    }
}
