package io.nightjar.export.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSnapshot;
import io.nightjar.record.OperationSpec;
import io.nightjar.sample.SpyLog;
import io.nightjar.time.NanoClock;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegisteredBeansTest {
    /** An MBean of the application's. */
    public interface TheirMXBean {
        int getTheirs();
    }

    private static final String[] FIGURES = {
        "Calls", "Errors", "Cancelled", "InFlight", "P50Millis", "P95Millis", "P99Millis"
    };

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final SpyLog log = new SpyLog();
    private final CallRecorder recorder = CallRecorder.create(NanoClock.SYSTEM, 2);
    private final int operation = recorder.operation(OperationSpec.of("Engine.infer", "engine"));
    private final AgentMXBean agent = new AgentMXBean() {
        @Override
        public String getVersion() {
            return "1";
        }

        @Override
        public String getState() {
            return "running";
        }

        @Override
        public Long getUptimeMillis() {
            return 7L;
        }

        @Override
        public long getAlertsSent() {
            return 1;
        }

        @Override
        public long getConditionsFiring() {
            return 2;
        }

        @Override
        public long getFailures() {
            return 3;
        }
    };
    private final RegisteredBeans beans = new RegisteredBeans(agent, log.log());

    @AfterEach
    void withdraw() throws JMException {
        beans.unregister();
    }

    @Test
    void shouldReadWhatAnOperationHasDone() throws JMException {
        beans.registerOperation("Engine.infer", bean());
        ObjectName name = new ObjectName("io.nightjar:type=Operation,name=Engine.infer");
        assertThat(attributes(name))
                .as("before the first call")
                .contains(entry("Calls", 0L), entry("P50Millis", null), entry("P99Millis", null));

        long start = System.nanoTime();
        recorder.started(operation, start);
        recorder.ended(operation, start, start + 2_000_000, null);
        recorder.started(operation, start);
        recorder.ended(operation, start, start + 2_000_000, new IllegalStateException());
        recorder.started(operation, start);
        recorder.cancelled(operation, start, start + 5);
        recorder.started(operation, start);

        Map<String, Object> read = attributes(name);
        assertThat(read)
                .contains(entry("Calls", 2L), entry("Errors", 1L), entry("Cancelled", 1L), entry("InFlight", 1L));
        assertThat((Double) read.get("P50Millis")).isBetween(1.9, 2.1);
    }

    @Test
    void shouldReadTheAgent() throws JMException {
        beans.registerAgent();

        ObjectName name = new ObjectName("io.nightjar:type=Agent");
        assertThat(server.getAttribute(name, "State")).isEqualTo("running");
        assertThat(server.getAttribute(name, "UptimeMillis")).isEqualTo(7L);
        assertThat(server.getAttribute(name, "Failures")).isEqualTo(3L);
    }

    @Test
    void shouldQuoteANameWhenJmxNeedsIt() throws JMException {
        assertThat(RegisteredBeans.operationName("onnxruntime.run").getKeyProperty("name"))
                .isEqualTo("onnxruntime.run");
        for (String hostile : new String[] {"a,b=c:d", "*", "a?", "\"a\"", "a\nb", "", "a\\n,", "größe \u202e"}) {
            ObjectName name = RegisteredBeans.operationName(hostile);
            String value = name.getKeyProperty("name");
            assertThat(name.isPattern()).as(hostile).isFalse();
            assertThat(value.startsWith("\"") ? ObjectName.unquote(value) : value)
                    .isEqualTo(hostile);
        }
    }

    @Test
    void shouldStepAsideAndSaySoOnceWhenTheApplicationHasTheName() throws JMException {
        ObjectName name = new ObjectName("io.nightjar:type=Agent");
        server.registerMBean(new StandardMBean((TheirMXBean) () -> 42, TheirMXBean.class, true), name);
        try {
            beans.registerAgent();
            beans.registerAgent();
            beans.registerOperation("Engine.infer", bean());
            beans.unregister();

            assertThat(server.getAttribute(name, "Theirs")).isEqualTo(42);
            assertThat(log.failures()).containsExactly(entry("export.jmx.taken", 1L));
            assertThat(log.lines()).hasSize(1);
            assertThat(server.queryNames(new ObjectName("io.nightjar:*"), null)).containsExactly(name);
        } finally {
            server.unregisterMBean(name);
        }
    }

    private OperationBean bean() {
        return new OperationBean(
                new Fresh<OperationSnapshot>(() -> recorder.snapshot(operation), new Steps(), log.log()));
    }

    private Map<String, Object> attributes(ObjectName name) throws JMException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Attribute attribute : server.getAttributes(name, FIGURES).asList()) {
            values.put(attribute.getName(), attribute.getValue());
        }
        assertThat(values.keySet()).containsExactly(FIGURES);
        return values;
    }

    /** A clock of which each look is a second after the one before, so that nothing read is fresh. */
    private static final class Steps implements NanoClock {
        private long nanos;

        @Override
        public long nanoTime() {
            nanos += 1_000_000_000L;
            return nanos;
        }
    }
}
