package io.nightjar.launch;

import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.log.AgentLog;
import io.nightjar.sample.Sampler;
import io.nightjar.sink.AlertDispatcher;
import java.util.List;

/** The parts of the agent that follow a changed configuration, in the order in which they do. Confined to the detector's thread. */
final class ReloadSteps {
    private final RunningAgent agent;
    private final AgentComponents components;
    private final Detector detector;
    private final Sampler sampler;
    private final AlertDispatcher dispatcher;
    private final AgentLog log;

    ReloadSteps(
            RunningAgent agent,
            AgentComponents components,
            Detector detector,
            Sampler sampler,
            AlertDispatcher dispatcher,
            AgentLog log) {
        this.agent = agent;
        this.components = components;
        this.detector = detector;
        this.sampler = sampler;
        this.dispatcher = dispatcher;
        this.log = log;
    }

    List<FollowingPart> parts(NightjarConfig current) {
        return List.of(
                new FollowingPart("log", current, new Step(Step.LOG)),
                new FollowingPart("destinations", current, new Step(Step.DESTINATIONS)),
                new FollowingPart("thresholds", current, new Step(Step.THRESHOLDS)),
                new FollowingPart("sampling", current, new Step(Step.SAMPLING)),
                new FollowingPart("console", current, new Step(Step.CONSOLE)),
                new FollowingPart("OTLP", current, new Step(Step.OTLP)),
                new FollowingPart("MXBeans and events", current, new Step(Step.EXPORTS)),
                new FollowingPart("watch", current, new Step(Step.WATCH)));
    }

    /**
     * One step. There is one class for all kinds, and no class or lambda for each, because every class that is loaded makes
     * the start of each application longer.
     */
    private final class Step implements FollowingPart.Step {
        static final int LOG = 0;
        static final int THRESHOLDS = 1;
        static final int DESTINATIONS = 2;
        static final int SAMPLING = 3;
        static final int WATCH = 4;
        static final int CONSOLE = 5;
        static final int OTLP = 6;
        static final int EXPORTS = 7;

        private final int what;

        Step(int what) {
            this.what = what;
        }

        @Override
        public Object settings(NightjarConfig config) {
            return switch (what) {
                case LOG -> config.log();
                case THRESHOLDS -> config.detection();
                case DESTINATIONS -> config.delivery();
                case SAMPLING -> config.sampling();
                case CONSOLE -> console(config);
                case OTLP -> config.otlp() == null ? "off" : config.otlp();
                case EXPORTS -> List.of(config.jmx(), config.jfr());
                default -> config.watch();
            };
        }

        /** Something else each time while the console could not listen, so that every reload tries again. */
        private Object console(NightjarConfig config) {
            if (!components.isConsoleSettled()) {
                return new Object();
            }
            return config.console() == null ? "off" : config.console();
        }

        @Override
        public void follow(NightjarConfig next) throws Exception {
            switch (what) {
                case LOG -> {
                    LogFile.open(next.log(), log);
                    agent.recordCalls(next.log().calls());
                }
                case THRESHOLDS -> {
                    agent.lookForSpans(next.detection().causes().traces());
                    detector.replaceSettings(next.detection());
                }
                case DESTINATIONS -> dispatcher.replaceSettings(next.delivery());
                case SAMPLING -> sampler.replaceSettings(next.sampling());
                case CONSOLE -> components.followConsole(next.console());
                case OTLP -> components.followOtlp(next.otlp());
                case EXPORTS -> components.followExports(next.jmx(), next.jfr());
                default -> {
                    agent.watch(next.watch());
                    detector.watchChanged();
                }
            }
        }
    }
}
