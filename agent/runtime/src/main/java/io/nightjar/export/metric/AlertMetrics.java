package io.nightjar.export.metric;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.detect.Detector;
import io.nightjar.notify.OpenCondition;
import java.util.Arrays;
import java.util.List;

/** Alerts that were sent and conditions that fire, by type and severity. Confined to the look's lock. */
final class AlertMetrics {
    private static final List<AlertType> TYPES = List.of(AlertType.values());
    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    private final Detector detector;
    private final MetricLabels[] labels = new MetricLabels[TYPES.size() * SEVERITIES.size()];
    private final int[] firing = new int[labels.length];
    private final boolean[] everFired = new boolean[labels.length];

    AlertMetrics(Detector detector) {
        this.detector = detector;
        for (AlertType type : TYPES) {
            for (Severity severity : SEVERITIES) {
                labels[place(type, severity)] =
                        LabelText.labels("alert_type", type.jsonName(), "severity", severity.jsonName());
            }
        }
    }

    private static int place(AlertType type, Severity severity) {
        return type.ordinal() * SEVERITIES.size() + severity.ordinal();
    }

    void look() {
        Arrays.fill(firing, 0);
        List<OpenCondition> conditions = detector.conditions();
        for (int i = 0; i < conditions.size(); i++) {
            OpenCondition condition = conditions.get(i);
            if (!condition.pending()) {
                int place = place(condition.type(), condition.severity());
                firing[place]++;
                everFired[place] = true;
            }
        }
    }

    void addTo(Samples samples) {
        samples.of(Metric.ALERTS);
        for (AlertType type : TYPES) {
            for (Severity severity : SEVERITIES) {
                long sent = detector.alertsSent(type, severity);
                if (sent > 0) {
                    samples.value(labels[place(type, severity)], sent);
                }
            }
        }
        samples.of(Metric.CONDITIONS_FIRING);
        for (int i = 0; i < labels.length; i++) {
            if (everFired[i]) {
                samples.value(labels[i], firing[i]);
            }
        }
    }
}
