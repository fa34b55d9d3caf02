package io.nightjar.launch;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.ConfigWatcher;
import io.nightjar.config.NightjarConfig;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.Weaver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a changed properties file: thresholds, limits and destinations at once, a changed {@code watch} by weaving
 * anew. An invalid file is reported and changes nothing. Each part follows on its own: one that fails is tried again until it
 * has followed, and holds no other up. Confined to the detector's thread, {@link #addTo} excepted.
 */
final class Reload implements PeriodicTasks.Task, Problems.Part {
    private final ConfigWatcher watcher;
    private final AgentLog log;
    private final NanoClock clock;
    private final List<FollowingPart> parts;
    private final Weaver weaver;
    private @Nullable NightjarConfig wanted;
    private volatile List<String> lagging = List.of();

    Reload(
            ConfigLoader loader,
            NightjarConfig current,
            ReloadSteps steps,
            Weaver weaver,
            AgentLog log,
            NanoClock clock) {
        this(ConfigWatcher.of(loader, clock.nanoTime()), steps.parts(current), weaver, log, clock);
    }

    Reload(ConfigWatcher watcher, List<FollowingPart> parts, Weaver weaver, AgentLog log, NanoClock clock) {
        this.watcher = watcher;
        this.parts = parts;
        this.weaver = weaver;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "launch.reload";
    }

    @Override
    public void run() {
        ConfigResult changed = watcher.poll(clock.nanoTime());
        if (changed instanceof ConfigResult.Invalid invalid) {
            logProblems(invalid);
        } else if (changed instanceof ConfigResult.Valid valid) {
            wanted = valid.config();
            for (FollowingPart part : parts) {
                part.tryAtOnce();
            }
        }
        NightjarConfig next = wanted;
        if (next != null) {
            follow(next);
        }
    }

    private void follow(NightjarConfig next) {
        List<String> behind = new ArrayList<>();
        for (FollowingPart part : parts) {
            if (!part.follow(next, clock.nanoTime(), log)) {
                behind.add(
                        "the changed configuration is not followed yet: " + part.name() + " failed and is tried again");
            }
        }
        lagging = List.copyOf(behind);
        if (behind.isEmpty()) {
            wanted = null;
            log.info("configuration read again: watches " + weaver.watched() + " (" + next.source() + ")");
            for (String sentence : next.switchedOff()) {
                log.warn(sentence);
            }
        }
    }

    private void logProblems(ConfigResult.Invalid invalid) {
        log.error("the changed configuration is invalid, the running one stays:", invalid.problemLines());
    }

    @Override
    public void addTo(List<String> problems) {
        problems.addAll(lagging);
    }
}
