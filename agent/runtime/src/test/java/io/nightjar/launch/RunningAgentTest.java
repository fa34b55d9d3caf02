package io.nightjar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.export.AttachExporter;
import io.nightjar.sample.SpyLog;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole agent in the test's own JVM, where it watches nothing. */
class RunningAgentTest {
    private final SpyLog log = new SpyLog();
    /** Threads that earlier tests in this JVM left. */
    private Set<Thread> before;

    private RunningAgent agent;

    @BeforeEach
    void start() throws Exception {
        before = Thread.getAllStackTraces().keySet();
        ConfigLoader loader = ConfigLoader.of("watch=;alerts.to=log", Map.of(), Map.of(), Path.of(""));
        agent = RunningAgent.start(
                loader, ((ConfigResult.Valid) loader.load()).config(), ByteBuddyAgent.install(), log.log());
    }

    @AfterEach
    void close() {
        agent.close();
    }

    @Test
    void shouldAnswerAsSoonAsItRunsAndNoMoreWhenItIsClosed() throws ReflectiveOperationException {
        assertThat(answer(AttachExporter.STATUS)).startsWith("{\"version\":").contains("\"watched\":\"nothing\"");
        assertThat(answer(AttachExporter.ALERTS)).isEqualTo("[]");

        agent.close();

        assertThat(answer(AttachExporter.STATUS)).isNull();
        assertThat(answer(AttachExporter.ALERTS)).isNull();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldEndItsThreadsWhenItIsClosed() {
        assertThat(running()).contains("nightjar-detector", "nightjar-sampler");

        agent.close();

        FakeWork.await("its threads have ended", () -> running().isEmpty());
        assertThat(String.join("\n", log.lines())).contains("is detached");
    }

    @Test
    void shouldEndOnceWhenTheJvmEndsAndItIsClosedAtTheSameTime() throws ReflectiveOperationException {
        ShutdownHook hook = new ShutdownHook(agent);

        hook.run();
        hook.run();

        FakeWork.await("its threads have ended", () -> running().isEmpty());
        assertThat(answer(AttachExporter.STATUS)).isNull();
        assertThat(log.failures()).isEmpty();
    }

    private static String answer(String name) throws ReflectiveOperationException {
        Method get = Class.forName("jdk.internal.vm.VMSupport").getDeclaredMethod("getAgentProperties");
        get.setAccessible(true);
        return ((Properties) get.invoke(null)).getProperty(name);
    }

    private List<String> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("nightjar-") && !name.equals("nightjar-shutdown"))
                .toList();
    }
}
