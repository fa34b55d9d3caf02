package io.nightjar.detect;

import io.nightjar.alert.NoticeKind;
import io.nightjar.notify.Flapping;
import io.nightjar.notify.NotificationSettings;
import io.nightjar.notify.RateLimit;
import io.nightjar.notify.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The contract's defaults, to be changed by a test before it builds them. */
final class TestSettings {
    double latencyMillis = 1_000;
    double errorRate = 0.05;
    List<String> learned = List.of();
    OptionalDouble operationThroughput = OptionalDouble.empty();
    OptionalDouble layerThroughput = OptionalDouble.of(1);
    ThroughputArm arm = ThroughputArm.REACHED;
    Duration window = Duration.ofSeconds(60);
    Duration rateLimit = Duration.ofSeconds(300);
    Duration pendingFor = Duration.ZERO;
    StatedSettings stated = StatedSettings.NONE;
    boolean escalation;
    int historySize = 1_000;
    int stacks = 3;
    String instance = "host:1";
    List<Route> routes = List.of(
            Route.everything(Route.LOG, NoticeKind.NOTIFICATION), Route.everything("states", NoticeKind.CONDITION));

    DetectionSettings build() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("service", "shop");
        labels.put("instance", instance);
        OperationLimits operation = limits(operationThroughput);
        return new DetectionSettings(
                spec -> operation,
                limits(layerThroughput),
                90,
                SeverityBands.MEMORY_DEFAULT,
                new NotificationSettings(
                        RateLimit.of(rateLimit, escalation, false), historySize, routes, List.of(), Flapping.OFF),
                Duration.ofSeconds(60),
                pendingFor,
                stated,
                new CauseSettings(true, stacks),
                labels);
    }

    private OperationLimits limits(OptionalDouble throughput) {
        return new OperationLimits(
                latencyMillis,
                latencyMillis * 10,
                errorRate,
                10,
                List.of(),
                throughput,
                arm,
                SeverityBands.RATIO_DEFAULT,
                window,
                learned);
    }
}
