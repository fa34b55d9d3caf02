package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** What an application does is the same with the agent as without. */
class SamenessTest {
    private static final String EVERYTHING = "watch=com.acme.Engine#*,com.acme.Engine#<init>;latency.threshold=1ms";

    /** The hook, and what application servers want to set up themselves or what costs a start too much. */
    private static final Pattern EARLY = Pattern.compile(
            " (java\\.lang\\.NightjarHook|java\\.util\\.logging\\.|sun\\.management\\.|java\\.util\\.regex\\.Matcher|org\\.slf4j\\.|java\\.net\\.http\\.|com\\.sun\\.jna\\.)");

    @EveryJdk
    void shouldShowAnApplicationNothingOfItselfWhenEverythingIsWatched(Jdk jdk) {
        shouldBeTheSame(jdk, EVERYTHING, "com.acme.Mirror");
    }

    @EveryJdk
    void shouldKeepOutputAndExitCodeWhenTheApplicationCallsExit(Jdk jdk) {
        Outcome outcome = shouldBeTheSame(jdk, EVERYTHING, "com.acme.Application", "slow:20", "say:bye", "exit:3");

        assertThat(outcome.exitCode()).isEqualTo(3);
    }

    @EveryJdk
    void shouldKeepOutputAndExitCodeWhenTheApplicationEndsByAnException(Jdk jdk) {
        Outcome outcome = shouldBeTheSame(jdk, EVERYTHING, "com.acme.Application", "calls:3", "throw");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("IllegalStateException: the application's own end");
    }

    @EveryJdk
    void shouldLetThreadsOfTheApplicationLiveOnAndNoneOfItsOwn(Jdk jdk) {
        Outcome outcome = shouldBeTheSame(jdk, EVERYTHING, "com.acme.Application", "worker:300", "say:main ends");

        assertThat(outcome.stdout()).contains("worker done");
    }

    @EveryJdk
    void shouldKeepOutputAndExitCodeWhenNothingIsConfigured(Jdk jdk) {
        shouldBeTheSame(jdk, "", "com.acme.Mirror");
    }

    @EveryJdk
    void shouldKeepOutputAndSayNothingOfWatchingWhenSwitchedOff(Jdk jdk) {
        Outcome outcome = shouldBeTheSame(jdk, "enabled=false;" + EVERYTHING, "com.acme.Application", "slow:20");

        assertThat(AgentLines.of(outcome)).hasSizeLessThanOrEqualTo(1);
        assertThat(outcome.stderr()).doesNotContain("threshold exceeded");
    }

    @EveryJdk
    void shouldPrintAtMostOneLineWhenItStarts(Jdk jdk) {
        Outcome outcome = ForkedJvm.on(jdk)
                .agent("watch=com.acme.Engine#infer")
                .main("com.acme.Application", "calls:3")
                .run();

        List<String> lines = AgentLines.of(outcome);
        assertThat(lines).as(outcome.stderr()).hasSize(1);
        assertThat(lines.get(0)).contains(Project.version()).contains("com.acme.Engine#infer");
    }

    @EveryJdk
    void shouldLoadNoLoggingAndNoManagementBeforeMainBegins(Jdk jdk) {
        Outcome outcome = ForkedJvm.on(jdk)
                .agent(EVERYTHING)
                .option("-Xlog:class+load")
                .main("com.acme.Application", "say:main begins")
                .run();

        List<String> beforeMain = outcome.stdout()
                .substring(0, outcome.stdout().indexOf("com.acme.Application source:"))
                .lines()
                .filter(line -> EARLY.matcher(line).find())
                .toList();
        assertThat(beforeMain).hasSize(1).first().asString().contains("java.lang.NightjarHook");
    }

    @EveryJdk
    void shouldSwallowNoErrorOfItsOwn(Jdk jdk) {
        try (AlertReceiver receiver = AlertReceiver.start();
                RunningJvm jvm = ForkedJvm.on(jdk)
                        .agent(
                                Hook.to(receiver)
                                        + ";watch=com.acme.Engine#*,com.acme.Engine#<init>;latency.threshold=50ms;stuck.threshold=1s;window=2s;memory.interval=1s;memory.check=heap,container,host")
                        .main("com.acme.Application", "calls:50", "fail:20", "slow:120", "hang", "sleep:2500", "read")
                        .start()) {
            jvm.awaitOut("reading");
            jvm.await("alerts have come", () -> receiver.requests().size() >= 3);

            assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();

            jvm.send("go");
            Outcome outcome = jvm.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stderr()).doesNotContain(" failed: ");
        }
    }

    private static Outcome shouldBeTheSame(Jdk jdk, String argument, String mainClass, String... arguments) {
        Outcome bare = ForkedJvm.on(jdk).main(mainClass, arguments).run();

        Outcome watched =
                ForkedJvm.on(jdk).agent(argument).main(mainClass, arguments).run();

        assertThat(watched.stdout()).isEqualTo(bare.stdout());
        assertThat(watched.exitCode()).isEqualTo(bare.exitCode());
        assertThat(AgentLines.others(watched)).isEqualTo(AgentLines.others(bare));
        assertThat(AgentLines.others(watched)).doesNotContainIgnoringCase("warning:");
        return watched;
    }
}
