package io.nightjar.config;

import io.nightjar.detect.MemoryKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code memory.check}, {@code memory.interval} and {@code gpu.*}. */
final class SamplingSection {
    private SamplingSection() {}

    static SamplingSettings read(Values values) {
        return new SamplingSettings(
                values.duration(Key.MEMORY_INTERVAL),
                memoryCheck(values),
                devices(values),
                values.path(Key.GPU_LIBRARY));
    }

    private static Set<MemoryKind> memoryCheck(Values values) {
        List<String> words = values.choices(Key.MEMORY_CHECK);
        Set<MemoryKind> kinds = EnumSet.noneOf(MemoryKind.class);
        if (words.contains("auto")) {
            Setting setting = values.find(Key.MEMORY_CHECK);
            if (words.size() > 1 && setting != null) {
                values.report(setting, "auto stands alone: name the kinds, or leave them to auto", "");
            }
            return kinds;
        }
        for (String word : words) {
            kinds.add(MemoryKind.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return kinds;
    }

    private static List<String> devices(Values values) {
        List<String> devices = TextList.of(values.text(Key.GPU_DEVICES));
        Setting setting = values.find(Key.GPU_DEVICES);
        for (String device : devices) {
            boolean uuid = device.startsWith("GPU-") || device.startsWith("MIG-");
            if (!uuid && Units.count(device).isEmpty() && setting != null) {
                values.report(setting, "must be ".concat(Kind.DEVICES.allowed()), "");
            }
        }
        return devices;
    }
}
