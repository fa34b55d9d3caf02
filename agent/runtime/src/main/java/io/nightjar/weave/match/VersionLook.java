package io.nightjar.weave.match;

import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import java.util.List;
import java.util.Set;

/** Looks what presets do not see of their libraries' versions, and says it in the log, each line once; a task of one thread. */
public final class VersionLook implements Runnable {
    private final List<ActivePreset> presets;
    private final Set<String> told;
    private final AgentLog log;

    private VersionLook(List<ActivePreset> presets, Set<String> told, AgentLog log) {
        this.presets = presets;
        this.told = told;
        this.log = log;
    }

    /** Begins on a daemon thread that carries nothing of the application's; where there is no thread to be had, another time. */
    public static void start(List<ActivePreset> presets, Set<String> told, AgentLog log) {
        try {
            DaemonThreads.named("nightjar-versions", new VersionLook(presets, told, log)).start();
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
                if (told.add(unseen.text())) {
                    log.warn(unseen.text());
                }
            }
        }
    }
}
