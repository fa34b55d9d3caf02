package io.nightjar.launch;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.ConfigWatcher;
import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.log.AgentLog;
import io.nightjar.sample.Sampler;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.Weaver;

/**
 * Follows a changed properties file: thresholds, limits and destinations at once, a changed {@code watch} by weaving
 * anew. An invalid file is reported and changes nothing. Confined to the detector's thread.
 */
final class Reload implements Housekeeping.Task {
    private final RunningAgent agent;
    private final ConfigWatcher watcher;
    private final Weaver weaver;
    private final Detector detector;
    private final Sampler sampler;
    private final AlertDispatcher dispatcher;
    private final AgentLog log;
    private final NanoClock clock;
    private NightjarConfig current;

    Reload(
            RunningAgent agent,
            ConfigLoader loader,
            NightjarConfig current,
            Weaver weaver,
            Detector detector,
            Sampler sampler,
            AlertDispatcher dispatcher,
            AgentLog log,
            NanoClock clock) {
        this.watcher = ConfigWatcher.of(loader, clock.nanoTime());
        this.clock = clock;
        this.agent = agent;
        this.current = current;
        this.weaver = weaver;
        this.detector = detector;
        this.sampler = sampler;
        this.dispatcher = dispatcher;
        this.log = log;
    }

    @Override
    public String name() {
        return "launch.reload";
    }

    @Override
    public void run() throws Exception {
        ConfigResult changed = watcher.poll(clock.nanoTime());
        if (changed != null) {
            follow(changed);
        }
    }

    private void follow(ConfigResult result) throws Exception {
        if (result instanceof ConfigResult.Invalid invalid) {
            StringBuilder text = new StringBuilder("the changed configuration is invalid, the running one stays:");
            for (String line : invalid.problemLines()) {
                text.append(System.lineSeparator()).append(line);
            }
            log.error(text.toString());
            return;
        }
        follow(((ConfigResult.Valid) result).config());
    }

    private void follow(NightjarConfig changed) throws Exception {
        NightjarConfig before = current;
        current = changed;
        if (!changed.log().equals(before.log())) {
            LogFile.open(changed.log(), log);
        }
        detector.replaceSettings(changed.detection());
        if (!changed.delivery().equals(before.delivery())) {
            dispatcher.replaceSettings(changed.delivery());
        }
        if (!changed.sampling().equals(before.sampling())) {
            sampler.replaceSettings(changed.sampling());
        }
        if (!changed.watch().equals(before.watch())) {
            agent.watch(changed.watch());
            detector.watchChanged();
        }
        log.info("configuration read again: watches " + weaver.watched() + " (" + changed.source() + ")");
        for (String sentence : changed.switchedOff()) {
            log.warn(sentence);
        }
    }
}
