package io.nightjar.export.metric;

import io.nightjar.detect.Detector;
import io.nightjar.log.AgentLog;
import io.nightjar.log.AgentVersion;
import io.nightjar.record.CallRecorder;
import io.nightjar.sample.Sampler;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.time.NanoClock;
import java.util.HashMap;
import java.util.Map;

/**
 * What the agent sees, as metrics: one for all who write them. Thread-safe; one look at a time. Nothing is kept before the first
 * look; a look makes next to no garbage.
 *
 * <p>Counters never go down: where two that are read one after the other do not fit, the larger of what is read now and what
 * was read before is shown.
 */
public final class AgentMetrics {
    private final OperationMetrics operations;
    private final MachineMetrics machine;
    private final AlertMetrics alerts;
    private final DeliveryMetrics deliveries;
    private final Map<String, Counter> failures = new HashMap<>();
    private final MetricLabels version = LabelText.labels("version", AgentVersion.text());
    private final AgentLog log;

    public AgentMetrics(
            CallRecorder recorder, Detector detector, Sampler sampler, AlertDispatcher dispatcher, AgentLog log) {
        this(recorder, detector, new MachineMetrics(sampler), dispatcher, log, NanoClock.SYSTEM);
    }

    AgentMetrics(
            CallRecorder recorder,
            Detector detector,
            MachineMetrics machine,
            AlertDispatcher dispatcher,
            AgentLog log,
            NanoClock clock) {
        operations = new OperationMetrics(recorder, clock);
        this.machine = machine;
        alerts = new AlertMetrics(detector);
        deliveries = new DeliveryMetrics(dispatcher);
        this.log = log;
    }

    /** Hands over everything as it is now. The sink is called under the lock that keeps looks apart. */
    public synchronized void read(MetricSink sink) {
        operations.look();
        alerts.look();
        deliveries.look();
        Samples samples = new Samples(sink);
        operations.addTo(samples);
        machine.addTo(samples);
        alerts.addTo(samples);
        deliveries.addTo(samples);
        addFailuresTo(samples.of(Metric.AGENT_FAILURES));
        samples.of(Metric.BUILD).value(version, 1);
    }

    private void addFailuresTo(Samples samples) {
        for (Map.Entry<String, Long> failure : log.failures().entrySet()) {
            Counter counter = failures.get(failure.getKey());
            if (counter == null) {
                counter = new Counter(LabelText.labels("kind", LabelText.of(failure.getKey())));
                failures.put(failure.getKey(), counter);
            }
            counter.found = failure.getValue();
            counter.take();
            samples.counter(counter);
        }
    }
}
