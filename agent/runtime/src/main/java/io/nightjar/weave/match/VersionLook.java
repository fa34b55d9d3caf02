package io.nightjar.weave.match;

import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import java.util.List;
import java.util.Set;

/**
 * Finds which versions of their libraries presets watch and what they do not see of them, and logs it, each line once; a task
 * of one thread.
 */
public final class VersionLook implements Runnable {
    private final List<ActivePreset> presets;
    private final Set<String> reported;
    private final AgentLog log;

    VersionLook(List<ActivePreset> presets, Set<String> reported, AgentLog log) {
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
            LibraryLook look = loader == null ? null : PresetCoverage.of(preset.preset(), loader, log);
            if (look != null) {
                preset.found(look);
                report(look);
            }
        }
    }

    private void report(LibraryLook look) {
        String text = look.isAnyLost() ? look.text() : look.seen();
        if (!reported.add(text)) {
            return;
        }
        if (look.isAnyLost()) {
            log.warn(text);
        } else {
            log.debug(text);
        }
    }
}
