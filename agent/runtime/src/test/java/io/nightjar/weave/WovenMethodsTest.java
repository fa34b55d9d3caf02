package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.log.AgentLog;
import io.nightjar.observe.CallDepth;
import io.nightjar.observe.WovenSpans;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WovenMethodsTest {
    private static final List<Set<String>> INFER = List.of(Set.of("com.acme.Engine#infer"));

    /** A stack of frames {@code type#method}, innermost first. */
    private static StackTraceElement[] stack(String... frames) {
        StackTraceElement[] stack = new StackTraceElement[frames.length];
        for (int i = 0; i < frames.length; i++) {
            int border = frames[i].indexOf('#');
            stack[i] = new StackTraceElement(frames[i].substring(0, border), frames[i].substring(border + 1), null, -1);
        }
        return stack;
    }

    @Test
    void shouldShowTheThreadThatIsInsideWhenTheAgentReadsLabelsOnAnother() {
        StackTraceElement[] reading = stack(
                "com.acme.Config#name",
                "io.nightjar.observe.ValueReader#read",
                "io.nightjar.observe.follow.ReturnObserver#exit",
                "java.lang.NightjarHook#exit",
                "com.acme.Engine#infer",
                "com.acme.App#main");
        StackTraceElement[] inside = stack("java.lang.Thread#sleep", "com.acme.Engine#infer", "com.acme.App#main");

        List<String> lines = WovenMethods.stackInside(INFER, List.of(reading, inside));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("java.lang.Thread.sleep");
    }

    @Test
    void shouldShowNoThreadWhenTheAgentHoldsTheOnlyOne() {
        StackTraceElement[] entering =
                stack("io.nightjar.preset.Labels#read", "java.lang.NightjarHook#enter", "com.acme.Engine#infer");

        assertThat(WovenMethods.stackInside(INFER, List.<StackTraceElement[]>of(entering)))
                .isEmpty();
    }

    @Test
    void shouldShowNoThreadWhenTheAgentCallsTheMethodToReadALabel() {
        StackTraceElement[] read = stack(
                "com.acme.Engine#infer",
                "io.nightjar.observe.ValueReader#read",
                "java.lang.NightjarHook#exit",
                "com.acme.Ranker#rank");

        assertThat(WovenMethods.stackInside(INFER, List.<StackTraceElement[]>of(read)))
                .isEmpty();
    }

    @Test
    void shouldLeaveOutTheAgentsFramesWhenAnAnswerIsFollowed() {
        StackTraceElement[] followed = stack(
                "com.acme.Engine#infer",
                "com.acme.App#next",
                "io.nightjar.observe.follow.FollowedIteration#next",
                "com.acme.App#main");

        assertThat(WovenMethods.stackInside(INFER, List.<StackTraceElement[]>of(followed)))
                .hasSize(3)
                .noneMatch(line -> line.contains("nightjar"));
    }

    @Test
    void shouldKnowClassesOfOneNameByTheirLoadersWhenOneIsRestored() throws Exception {
        WovenMethods woven = new WovenMethods(
                new WovenSpans(new CallDepth(), new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT)));
        Class<?> first = new WeavingFixture.Loader(List.of()).loadClass("com.acme.Engine");
        Class<?> second = new WeavingFixture.Loader(List.of()).loadClass("com.acme.Engine");
        woven.add(first.getClassLoader(), "Engine.infer", "com.acme.Engine", "infer");
        woven.add(second.getClassLoader(), "Engine.infer", "com.acme.Engine", "infer");

        woven.remove(first.getClassLoader(), "com.acme.Engine");

        assertThat(woven.contains(first)).isFalse();
        assertThat(woven.contains(second)).isTrue();
    }
}
