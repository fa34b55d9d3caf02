package io.nightjar.config;

import io.nightjar.detect.CauseSettings;
import io.nightjar.detect.DetectionSettings;
import io.nightjar.detect.SeverityBands;
import io.nightjar.detect.StatedSettings;
import io.nightjar.notify.NotificationSettings;
import io.nightjar.objective.Objective;
import io.nightjar.rule.RuleDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what the detector follows. */
final class DetectionSection {
    private DetectionSection() {}

    static DetectionSettings read(
            Values values,
            OperationLimitsTable limits,
            NotificationSettings notifications,
            List<RuleDefinition> rules,
            List<Objective> objectives,
            String service,
            String instance) {
        double error = values.share(Key.MEMORY_SEVERITY_ERROR);
        double critical = values.share(Key.MEMORY_SEVERITY_CRITICAL);
        if (error > critical) {
            values.reportBands("", Key.MEMORY_SEVERITY_ERROR, Key.MEMORY_SEVERITY_CRITICAL);
        }
        return new DetectionSettings(
                limits,
                limits.layer(),
                percent(values.share(Key.MEMORY_THRESHOLD)),
                new SeverityBands(error, critical),
                notifications,
                values.duration(Key.ALERTS_RESOLVE_AFTER),
                values.duration(Key.ALERTS_FOR),
                new StatedSettings(
                        rules,
                        objectives,
                        values.duration(Key.MEMORY_FORECAST),
                        limits.learns(),
                        limits.learnsMemory(),
                        values.falseAlarmsAWeek(Key.ANOMALY_FALSE_ALARMS),
                        values.duration(Key.ANOMALY_WARM_UP)),
                new CauseSettings(values.choice(Key.ALERTS_TRACE).equals("auto"), (int)
                        values.count(Key.LATENCY_STACKS, values.find(Key.LATENCY_STACKS))),
                labels(values, service, instance));
    }

    /** What was written as 7% is 7 again and not 7.000000000000001. */
    private static double percent(double share) {
        return Math.round(share * 1e11) / 1e9;
    }

    private static Map<String, String> labels(Values values, String service, String instance) {
        Map<String, String> own = new TreeMap<>();
        for (Setting setting : values.all()) {
            if (setting.name().family() == KeyName.Family.LABEL) {
                addLabel(values, setting, own);
            }
        }
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("service", service);
        labels.put("instance", instance);
        labels.putAll(own);
        return labels;
    }

    private static void addLabel(Values values, Setting setting, Map<String, String> own) {
        String name = setting.name().name();
        if (!LabelName.isValid(name)) {
            values.report(setting, LabelName.ALLOWED, "");
        } else if (LabelName.isReserved(name)) {
            boolean key = name.equals("service") || name.equals("instance");
            values.report(setting, "the label ".concat(name).concat(" is Nightjar's own"), key ? name : "");
        } else if (!setting.value().isEmpty()) {
            own.put(name, setting.value());
        }
    }
}
