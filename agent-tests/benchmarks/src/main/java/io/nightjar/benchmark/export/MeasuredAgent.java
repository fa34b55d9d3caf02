package io.nightjar.benchmark.export;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.export.metric.AgentMetrics;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallRecorder;
import io.nightjar.sample.Sampler;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.time.NanoClock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The parts of an agent that its metrics are read from, none of them started.
 *
 * @param dispatcher to be closed
 */
public record MeasuredAgent(
        NightjarConfig config, CallRecorder recorder, AlertDispatcher dispatcher, AgentMetrics metrics) {
    /** An agent of this configuration. */
    public static MeasuredAgent of(String argument) {
        ConfigResult read =
                ConfigLoader.of(argument, Map.of(), Map.of(), Path.of("")).load();
        NightjarConfig config = ((ConfigResult.Valid) read).config();
        AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
        CallRecorder recorder = CallRecorder.create(NanoClock.SYSTEM);
        Sampler sampler = Sampler.create(config.sampling(), log, NanoClock.SYSTEM);
        AlertDispatcher dispatcher =
                AlertDispatcher.create(config.delivery(), log, NanoClock.SYSTEM, InstantSource.system());
        Detector detector = new Detector(
                recorder,
                config.detection(),
                NanoClock.SYSTEM,
                InstantSource.system(),
                sampler,
                (from, to) -> OptionalDouble.empty(),
                operation -> List.of(),
                dispatcher);
        AgentMetrics metrics = new AgentMetrics(recorder, detector, sampler, dispatcher, log);
        return new MeasuredAgent(config, recorder, dispatcher, metrics);
    }
}
