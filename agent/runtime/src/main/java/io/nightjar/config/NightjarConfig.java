package io.nightjar.config;

import io.nightjar.detect.DetectionSettings;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.RecordingLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, valid and complete. Of what judging and delivery follow, where none of its keys is set, the defaults
 * are put together once somebody asks: the start of the application does not wait for them. Thread-safe.
 */
public final class NightjarConfig {
    private final ConfigAssembly assembly;
    private final boolean enabled;
    private final WatchSettings watch;
    private final @Nullable SamplingSettings sampling;
    private final @Nullable Path state;
    private final LogSettings log;
    private final @Nullable ConsoleSettings console;
    private final @Nullable OtlpSettings otlp;
    private final boolean jmx;
    private final boolean jfr;
    private final List<String> switchedOff;
    private final String source;
    private @Nullable JudgingSettings judging;

    /**
     * @param assembly what reads the settings that are null here
     * @param judging null where none of their keys is set
     * @param sampling null where none of their keys is set
     */
    NightjarConfig(
            ConfigAssembly assembly,
            boolean enabled,
            WatchSettings watch,
            @Nullable JudgingSettings judging,
            @Nullable SamplingSettings sampling,
            @Nullable Path state,
            LogSettings log,
            @Nullable ConsoleSettings console,
            @Nullable OtlpSettings otlp,
            boolean jmx,
            boolean jfr,
            List<String> switchedOff,
            String source) {
        this.assembly = assembly;
        this.enabled = enabled;
        this.watch = watch;
        this.judging = judging;
        this.sampling = sampling;
        this.state = state;
        this.log = log;
        this.console = console;
        this.otlp = otlp;
        this.jmx = jmx;
        this.jfr = jfr;
        this.switchedOff = List.copyOf(switchedOff);
        this.source = source;
    }

    private synchronized JudgingSettings judging() {
        JudgingSettings known = judging;
        if (known == null) {
            known = assembly.judgingDefaults();
            judging = known;
        }
        return known;
    }

    private synchronized boolean isJudgingRead() {
        return judging != null;
    }

    /** False: nothing is woven, sampled or sent. */
    public boolean enabled() {
        return enabled;
    }

    /** Label {@code service}. */
    public String service() {
        return judging().service();
    }

    /** Label {@code instance}. */
    public String instance() {
        return judging().instance();
    }

    public WatchSettings watch() {
        return watch;
    }

    public DetectionSettings detection() {
        return judging().detection();
    }

    /** The thresholds of each operation that recording needs: those of {@link #detection()}, which need not be read for them. */
    public Function<OperationSpec, RecordingLimits> recordingLimits() {
        return isJudgingRead() ? detection().recordingLimits() : new DefaultRecordingLimits();
    }

    /** The window over which a layer as a whole is judged. */
    public Duration layerWindow() {
        return isJudgingRead() ? detection().layerThroughput().window() : RecordingLimits.DEFAULT.window();
    }

    /** Whether the span of a slow or failed call is looked for. */
    public boolean traces() {
        return !isJudgingRead() || detection().causes().traces();
    }

    public SamplingSettings sampling() {
        return sampling == null ? SamplingSettings.DEFAULT : sampling;
    }

    public DeliverySettings delivery() {
        return judging().delivery();
    }

    /** Directory of what survives the process; null for none. */
    public @Nullable Path state() {
        return state;
    }

    public LogSettings log() {
        return log;
    }

    /** Null where none is to listen. */
    public @Nullable ConsoleSettings console() {
        return console;
    }

    /** Null where nothing is sent by OTLP. */
    public @Nullable OtlpSettings otlp() {
        return otlp;
    }

    /** Whether there are MXBeans. */
    public boolean jmx() {
        return jmx;
    }

    /** Whether there are events while a flight recording runs. */
    public boolean jfr() {
        return jfr;
    }

    /** What is well written but cannot work here, one sentence each. */
    public List<String> switchedOff() {
        return switchedOff;
    }

    /** How values are shown that references led to. */
    public WrittenValues written() {
        return judging().written();
    }

    /** For a person: the file's path, or {@code defaults}. */
    public String source() {
        return source;
    }
}
