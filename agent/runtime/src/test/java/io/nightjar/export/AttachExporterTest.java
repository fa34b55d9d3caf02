package io.nightjar.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.observe.WovenRecorder;
import io.nightjar.request.AgentRequests;
import io.nightjar.request.FakePolicy;
import io.nightjar.sample.Sampler;
import io.nightjar.sample.SpyLog;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.status.StatusSource;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

class AttachExporterTest {
    private final SpyLog log = new SpyLog();
    private boolean failing;

    @Test
    void shouldAnswerBesideTheJvmsOwnPropertiesUntilItIsClosed() throws Exception {
        Exporter exporter = exporter();
        exporter.start();
        try {
            assertThat(properties().getProperty(AttachExporter.STATUS)).contains("\"state\":\"running\"");
            assertThat(properties().getProperty(AttachExporter.ALERTS)).isEqualTo("[]");
            assertThat(properties().getProperty(AttachExporter.CONDITIONS))
                    .startsWith("[{\"fingerprint\":\"" + FakePolicy.FIRING + "\"");
            assertThat(properties().getProperty(AttachExporter.SILENCES)).isEqualTo("[]");
            assertThat(properties().getProperty(AttachExporter.REQUEST)).isEqualTo("{\"rejected\":0}");
            assertThat(properties()).as("the JVM's own keys").doesNotContainKey(AttachExporter.STATUS);
            assertThat(properties().stringPropertyNames())
                    .contains(
                            AttachExporter.STATUS,
                            AttachExporter.ALERTS,
                            AttachExporter.CONDITIONS,
                            AttachExporter.SILENCES,
                            AttachExporter.REQUEST);
        } finally {
            exporter.close();
        }
        assertThat(properties().getProperty(AttachExporter.STATUS)).isNull();
    }

    @Test
    void shouldAnswerAnEmptyObjectAndCountItWhenTheStatusCannotBeMade() throws Exception {
        failing = true;
        Exporter exporter = exporter();
        exporter.start();
        try {
            assertThat(properties().getProperty(AttachExporter.STATUS)).isEqualTo("{}");
            assertThat(log.failures()).containsEntry("launch.status", 1L);
        } finally {
            exporter.close();
        }
    }

    @Test
    void shouldDoNothingWhenItIsClosedBeforeItHasStarted() throws Exception {
        exporter().close();

        assertThat(log.failures()).isEmpty();
    }

    private Exporter exporter() {
        NanoClock clock = NanoClock.SYSTEM;
        InstantSource wallClock = InstantSource.system();
        Instrumentation instrumentation = ByteBuddyAgent.install();
        ConfigResult result =
                ConfigLoader.of("watch=", Map.of(), Map.of(), Path.of("")).load();
        NightjarConfig config = ((ConfigResult.Valid) result).config();
        WovenRecorder recorder = new WovenRecorder(clock);
        Weaver weaver = Weaver.create(config.watch(), recorder, log.log(), instrumentation);
        Sampler sampler = Sampler.create(config.sampling(), log.log(), clock);
        AlertDispatcher dispatcher = AlertDispatcher.create(config.delivery(), log.log(), clock, wallClock);
        Detector detector = new Detector(
                recorder, config.detection(), clock, wallClock, sampler, sampler, weaver.stacks(), dispatcher);
        StatusSource source = new StatusSource(
                config.source(), weaver, recorder, detector, sampler, dispatcher, this::problems, log.log(), clock);
        List<Exporter> exporters = Exporters.create(
                source, new AgentRequests(new FakePolicy(), log.log(), wallClock), instrumentation, log.log());
        return exporters.get(0);
    }

    private List<String> problems() {
        if (failing) {
            throw new IllegalStateException("test");
        }
        return List.of();
    }

    /** The exporter has opened their package to its module, which is the test's. */
    private static Properties properties() throws ReflectiveOperationException {
        Method get = Class.forName("jdk.internal.vm.VMSupport").getDeclaredMethod("getAgentProperties");
        get.setAccessible(true);
        return (Properties) get.invoke(null);
    }
}
