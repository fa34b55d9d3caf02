package io.nightjar.config;

import io.nightjar.match.Glob;
import io.nightjar.objective.BurnPair;
import io.nightjar.objective.Objective;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the objectives. What is wrong is a problem; one of which a secret is missing is switched off. Confined to one thread. */
final class ObjectiveSection {
    private static final Duration USUAL_PERIOD = Duration.ofDays(30);
    private static final Duration SHORTEST_PERIOD = Duration.ofHours(1);
    private static final Duration LONGEST_PERIOD = Duration.ofDays(366);
    private static final double DAY_NANOS = 86_400e9;
    private static final String A_GLOB = "the name of an operation, or a glob such as openai.*";
    private static final String A_SHARE = "a share above 0% and below 100% such as 99.5%";

    private final Values values;
    private final String name;
    private final Map<String, Setting> settings;

    private ObjectiveSection(Values values, String name, Map<String, Setting> settings) {
        this.values = values;
        this.name = name;
        this.settings = settings;
    }

    /**
     * The objectives, in the order in which they were written.
     *
     * @param missing keys whose secrets could not be read, with the reason
     * @param switchedOff gets a sentence for each objective that goes without one of its keys, and for each pair of windows in
     *     which a budget can never burn fast enough
     */
    static List<Objective> read(Values values, Map<String, String> missing, List<String> switchedOff) {
        Map<String, String> lost = ObjectiveKeys.KEYS.lost(missing, "slo", switchedOff);
        List<Objective> objectives = new ArrayList<>();
        for (Map.Entry<String, Map<String, Setting>> one :
                ObjectiveKeys.KEYS.byName(values).entrySet()) {
            boolean whole = !lost.containsKey(one.getKey());
            Objective objective = new ObjectiveSection(values, one.getKey(), one.getValue()).read(whole);
            if (objective != null && whole) {
                objectives.add(objective);
                sayLeftOut(objective, switchedOff);
            }
        }
        return objectives;
    }

    private static void sayLeftOut(Objective objective, List<String> switchedOff) {
        for (BurnPair pair : BurnPair.values()) {
            if (!pair.canFire(objective.budget())) {
                switchedOff.add("slo "
                        .concat(objective.name())
                        .concat(" goes without the windows of ")
                        .concat(Durations.text(pair.longWindow(objective.period())))
                        .concat(" and ")
                        .concat(Durations.text(pair.shortWindow(objective.period())))
                        .concat(": were all calls bad, its budget would burn ")
                        .concat(rounded(1 / objective.budget()))
                        .concat(" times too fast, which is not more than ")
                        .concat(rounded(pair.factor())));
            }
        }
    }

    private static String rounded(double number) {
        long tenths = Math.round(number * 10);
        String whole = Long.toString(tenths / 10);
        return tenths % 10 == 0 ? whole : whole.concat(".").concat(Long.toString(tenths % 10));
    }

    /** Null where it is not to be used. */
    private @Nullable Objective read(boolean whole) {
        Setting operation = needed(ObjectiveKeys.OPERATION, A_GLOB, whole);
        Setting objective = needed(ObjectiveKeys.OBJECTIVE, A_SHARE, whole);
        if (operation != null && operation.value().isEmpty()) {
            values.report(operation, "must be ".concat(A_GLOB), "");
        }
        double share = objective == null ? 0 : share(objective);
        Setting latency = settings.get(ObjectiveKeys.LATENCY);
        long latencyNanos = latency == null ? 0 : latencyNanos(latency);
        Duration period = period();
        return operation == null || share == 0
                ? null
                : new Objective(
                        name,
                        new Glob(operation.value()),
                        share,
                        latencyNanos == 0 ? null : Duration.ofNanos(latencyNanos),
                        period);
    }

    private @Nullable Setting needed(String tail, String what, boolean whole) {
        Setting setting = settings.get(tail);
        if (setting == null && whole) {
            String key = ObjectiveKeys.KEYS.key(name, tail);
            values.report(
                    settings.values().iterator().next(),
                    key.concat(" is needed, ").concat(what),
                    "");
        }
        return setting;
    }

    /** 0 where it is none. */
    private double share(Setting setting) {
        OptionalDouble share = Units.share(setting.value());
        // What was written as 99.9% is that again, and what cannot be told from 100% is 100%.
        double given = share.isPresent() ? Math.round(share.getAsDouble() * 1e11) / 1e11 : 0;
        if (given > 0 && given < 1) {
            return given;
        }
        String why = share.isEmpty() ? "" : given == 1 ? ": 100% leaves no budget" : ": 0% promises nothing";
        values.report(setting, "must be ".concat(A_SHARE).concat(why), "");
        return 0;
    }

    /** 0 where it is none. */
    private long latencyNanos(Setting setting) {
        OptionalLong nanos = Units.nanos(setting.value(), true);
        if (nanos.isPresent() && nanos.getAsLong() > 0) {
            return nanos.getAsLong();
        }
        values.report(setting, "must be ".concat(Kind.MILLIS.allowed()), "");
        return 0;
    }

    private Duration period() {
        Setting setting = settings.get(ObjectiveKeys.PERIOD);
        if (setting == null) {
            return USUAL_PERIOD;
        }
        OptionalDouble days = Units.number(setting.value());
        OptionalLong nanos = days.isPresent()
                ? OptionalLong.of((long) (Math.min(days.getAsDouble(), 1_000) * DAY_NANOS))
                : Units.nanos(setting.value(), false);
        Duration period = Duration.ofNanos(nanos.isPresent() ? nanos.getAsLong() : 0);
        if (period.compareTo(SHORTEST_PERIOD) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
            values.report(setting, "must be a duration from 1h to 366d such as 30d or 12h (a bare number is days)", "");
            return USUAL_PERIOD;
        }
        return period;
    }
}
