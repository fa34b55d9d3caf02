package io.nightjar.launch;

import io.nightjar.config.NightjarConfig;
import io.nightjar.log.AgentLog;
import io.nightjar.observe.WovenRecorder;
import io.nightjar.record.CallRecorder;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.Weaver;
import java.lang.instrument.Instrumentation;

/** What records calls, and what weaves the recording into the application's classes. Nothing is woven yet. Thread-safe. */
final class Recording {
    private final WovenRecorder recorder;
    private final Weaver weaver;

    /** @param slowCall what is run when a call has passed its threshold */
    Recording(
            NightjarConfig config, Runnable slowCall, AgentLog log, Instrumentation instrumentation, NanoClock clock) {
        recorder = new WovenRecorder(clock);
        weaver = Weaver.create(config.watch(), recorder, log, instrumentation);
        recorder.limits(config.recordingLimits(), config.layerWindow());
        recorder.onSlowCall(slowCall);
        lookForSpans(config.traces());
    }

    CallRecorder recorder() {
        return recorder;
    }

    Weaver weaver() {
        return weaver;
    }

    /** Whether the span of a slow or failed call is looked for from now on. */
    void lookForSpans(boolean traces) {
        recorder.spans(traces ? weaver.spans() : null);
    }
}
