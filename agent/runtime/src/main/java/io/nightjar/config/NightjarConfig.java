package io.nightjar.config;

import io.nightjar.detect.DetectionSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, valid and complete.
 *
 * @param enabled false: nothing is woven, sampled or sent
 * @param service label {@code service}
 * @param instance label {@code instance}
 * @param state directory of what survives the process; null for none
 * @param console null where none is to listen
 * @param otlp null where nothing is sent by OTLP
 * @param jmx whether there are MXBeans
 * @param jfr whether there are events while a flight recording runs
 * @param switchedOff what is well written but cannot work here, one sentence each
 * @param written how values are shown that references led to
 * @param source for a person: the file's path, or {@code defaults}
 */
public record NightjarConfig(
        boolean enabled,
        String service,
        String instance,
        WatchSettings watch,
        DetectionSettings detection,
        SamplingSettings sampling,
        DeliverySettings delivery,
        @Nullable Path state,
        LogSettings log,
        @Nullable ConsoleSettings console,
        @Nullable OtlpSettings otlp,
        boolean jmx,
        boolean jfr,
        List<String> switchedOff,
        WrittenValues written,
        String source) {
    public NightjarConfig {
        switchedOff = List.copyOf(switchedOff);
    }
}
