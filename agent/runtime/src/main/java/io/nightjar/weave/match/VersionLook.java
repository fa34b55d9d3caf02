package io.nightjar.weave.match;

import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import java.util.List;
import java.util.Set;

/** Finds what presets do not see of their libraries' versions, and logs it, each line once; a task of one thread. */
public final class VersionLook implements Runnable {
    private final List<ActivePreset> presets;
    private final Set<String> reported;
    private final AgentLog log;

    private VersionLook(List<ActivePreset> presets, Set<String> reported, AgentLog log) {
        this.presets = presets;
        this.reported = reported;
        this.log = log;
    }

    /** Begins on a daemon thread that inherits nothing of the application's; where no thread can be started, another time. */
    public static void start(List<ActivePreset> presets, Set<String> reported, AgentLog log) {
        try {
            DaemonThreads.named("nightjar-versions", new VersionLook(presets, reported, log))
                    .start();
        } catch (Throwable refused) {
            log.failure("weave.coverage", refused);
            presets.forEach(ActivePreset::askAgain);
        }
    }

    @Override
    public void run() {
        for (ActivePreset preset : presets) {
            ClassLoader loader = preset.loader();
            UnseenCalls unseen = loader == null ? null : PresetCoverage.of(preset.preset(), loader, log);
            if (unseen != null) {
                preset.unseen(unseen);
                if (reported.add(unseen.text())) {
                    log.warn(unseen.text());
                }
            }
        }
    }
}
