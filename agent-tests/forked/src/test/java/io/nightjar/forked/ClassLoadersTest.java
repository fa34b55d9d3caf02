package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Class loaders that come and go, that load at the same time, and whose classes are all verified. */
class ClassLoadersTest {
    /** Everything for which the agent remembers something of a class. */
    private static final String WATCHED = "watch=com.acme.Plugin#work,+com.acme.Scorer#*,@com.acme.None#*;"
            + "errors.ignore=com.acme.Ignored;error-rate.threshold=99%;"
            + "operation.later.match=com.acme.Plugin#later;operation.later.label.model=this.model.name;"
            + "operation.later.label.answer=result.name;"
            + "operation.fails.match=com.acme.Plugin#fail;operation.fails.label.why=thrown.message;"
            + "operation.made.match=com.acme.Plugin$Model#<init>";

    @EveryJdk
    void shouldLetGoOfClassLoadersThatAreThrownAway(Jdk jdk) {
        int loaders = 1_500;
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent(WATCHED)
                .option("-XX:MaxMetaspaceSize=48m")
                .main("com.acme.Loaders", "throw:" + loaders, "wait")
                .start()) {
            jvm.awaitOut("waiting");

            assertThat(jvm.stdout())
                    .as(jvm.stderr())
                    .isEqualTo(loaders + " loaders used\n" + "0 of " + loaders
                            + " loaders are still there, all of their classes have gone\nwaiting\n");
            shouldHaveCounted(jvm, loaders);
        }
    }

    @EveryJdk
    void shouldCountEveryCallWhenManyThreadsLoadTheSameClassesAtOnce(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.on(jdk)
                .agent(WATCHED)
                .main("com.acme.Loaders", "crowd:16", "wait")
                .start()) {
            jvm.awaitOut("waiting");

            assertThat(jvm.stdout()).isEqualTo("crowd of 16: 81600\nwaiting\n");
            shouldHaveCounted(jvm, 16 * 50 * 2);
        }
    }

    private static void shouldHaveCounted(RunningJvm jvm, long uses) {
        for (String operation : List.of("Plugin.work", "Scorer.score", "later", "fails", "made")) {
            assertThat(AgentStatus.operation(jvm, operation))
                    .containsEntry("calls", uses)
                    .containsEntry("errors", operation.equals("fails") ? uses : 0L)
                    .containsEntry("in_flight", 0L);
        }
        assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
    }

    @EveryJdk
    void shouldYieldClassesThatTheJvmVerifies(Jdk jdk) throws IOException {
        List<Path> jars;
        try (Stream<Path> carried = Files.list(Project.target().resolve("carried"))) {
            jars = carried.sorted().toList();
        }
        Outcome bare = linkAll(ForkedJvm.on(jdk), jars);

        Outcome woven = linkAll(
                ForkedJvm.on(jdk)
                        .agent("watch=com.fasterxml.jackson.core.json..*#*,com.fasterxml.jackson.core.base..*#*,"
                                + "com.fasterxml.jackson.core.util..*#*,com.fasterxml.jackson.core..*#<init>,org.slf4j..*#*,"
                                + "net.bytebuddy.agent..*#*,net.bytebuddy.pool..*#*,net.bytebuddy.pool..*#<init>"),
                jars);

        assertThat(bare.exitCode()).as(bare.stderr()).isZero();
        assertThat(woven.stdout()).isEqualTo(bare.stdout()).contains("jackson-core-2.15.2.jar: ");
        assertThat(woven.exitCode()).as(woven.stderr()).isZero();
        assertThat(AgentLines.others(woven)).isEqualTo(AgentLines.others(bare));
        assertThat(woven.stderr()).doesNotContain(" failed: ").doesNotContain("is refused");
    }

    @EveryJdk
    void shouldVerifyEveryClassWhenTheJvmIsToldTo(Jdk jdk) {
        Outcome outcome = ForkedJvm.on(jdk)
                .option("-Xverify:all")
                .agent("watch=com.acme..*#*,com.acme..*#<init>,+com.acme.Scorer#*;latency.threshold=30s")
                .main("com.acme.Mirror")
                .run();

        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).contains("same future true");
        assertThat(outcome.stderr()).doesNotContain("VerifyError").doesNotContain(" failed: ");
    }

    private static Outcome linkAll(ForkedJvm forked, List<Path> jars) {
        return forked.option("-XX:+UnlockDiagnosticVMOptions")
                .option("-XX:+BytecodeVerificationRemote")
                .option("-XX:+BytecodeVerificationLocal")
                .classPath(jars)
                .main("com.acme.LinkAll", "carried")
                .run();
    }
}
