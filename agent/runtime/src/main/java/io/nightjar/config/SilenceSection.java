package io.nightjar.config;

import io.nightjar.match.Nearest;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the silences. What is wrong is a problem; one of which a secret is missing is switched off. Confined to one thread. */
final class SilenceSection {
    private final Values values;
    private final String name;
    private final Map<String, Setting> settings;

    private SilenceSection(Values values, String name, Map<String, Setting> settings) {
        this.values = values;
        this.name = name;
        this.settings = settings;
    }

    /**
     * The silences, in the order in which they were written.
     *
     * @param missing keys whose secrets could not be read, with the reason
     * @param switchedOff gets a sentence for each silence that goes without one of its keys
     */
    static List<Silence> read(Values values, Map<String, String> missing, List<String> switchedOff) {
        Map<String, Map<String, Setting>> byName = new LinkedHashMap<>();
        for (Setting setting : values.all()) {
            if (setting.name().family() == KeyName.Family.SILENCE) {
                Map<String, Setting> settings = byName.get(setting.name().name());
                if (settings == null) {
                    settings = new LinkedHashMap<>();
                    byName.put(setting.name().name(), settings);
                }
                settings.put(setting.name().label(), setting);
            }
        }
        Map<String, String> lost = lost(missing);
        for (Map.Entry<String, String> one : lost.entrySet()) {
            switchedOff.add(
                    "silence ".concat(one.getKey()).concat(" is switched off: ").concat(one.getValue()));
        }
        List<Silence> silences = new ArrayList<>();
        for (Map.Entry<String, Map<String, Setting>> one : byName.entrySet()) {
            boolean whole = !lost.containsKey(one.getKey());
            Silence silence = new SilenceSection(values, one.getKey(), one.getValue()).read(whole);
            if (silence != null && whole) {
                silences.add(silence);
            }
        }
        return silences;
    }

    /** The first key that each silence lacks, with the reason: without it, it could silence more or longer than was meant. */
    private static Map<String, String> lost(Map<String, String> missing) {
        Map<String, String> lost = new LinkedHashMap<>();
        for (Map.Entry<String, String> one : missing.entrySet()) {
            KeyName name = SilenceKeys.parse(one.getKey());
            if (name != null) {
                lost.putIfAbsent(name.name(), one.getKey().concat(": ").concat(one.getValue()));
            }
        }
        return lost;
    }

    /** Null where it is not to be used. */
    private @Nullable Silence read(boolean whole) {
        Setting match = settings.get(SilenceKeys.MATCH);
        AlertMatcher matcher = AlertMatcher.ALL;
        if (match != null && match.value().isEmpty()) {
            values.report(match, "must be ".concat(Kind.MATCHER.allowed()), "");
        } else if (match != null) {
            matcher = RouteSection.matcher(values, match, match.value());
        } else if (whole) {
            String needed = SilenceKeys.key(name, SilenceKeys.MATCH).concat(" is needed, ");
            values.report(settings.values().iterator().next(), needed.concat(Kind.MATCHER.allowed()), "");
        }
        ZoneId zone = zone();
        SilenceTime time = zone == null ? null : time(zone);
        return time == null ? null : new Silence(name, matcher, time, null, null);
    }

    /** Null where it does not exist. */
    private @Nullable ZoneId zone() {
        Setting setting = settings.get(SilenceKeys.ZONE);
        if (setting == null) {
            return ZoneId.systemDefault();
        }
        try {
            return ZoneId.of(setting.value());
        } catch (DateTimeException none) {
            String nearest = setting.hasSecret() || setting.value().isEmpty()
                    ? ""
                    : Nearest.of(setting.value(), ZoneId.getAvailableZoneIds());
            values.report(setting, "must be a time zone such as Europe/Berlin, UTC or +02:00", nearest);
            return null;
        }
    }

    private @Nullable SilenceTime time(ZoneId zone) {
        Setting from = settings.get(SilenceKeys.FROM);
        Setting until = settings.get(SilenceKeys.UNTIL);
        Setting weekly = settings.get(SilenceKeys.WEEKLY);
        if (weekly != null) {
            if (from != null || until != null) {
                values.report(weekly, "either weekly, or from and until, not both", "");
            }
            return WindowText.weekly(values, weekly, zone);
        }
        Instant begins = from == null ? null : WindowText.instant(values, from, zone, false);
        Instant ends = until == null ? null : WindowText.instant(values, until, zone, true);
        if (begins != null && ends != null && !begins.isBefore(ends)) {
            String key = SilenceKeys.key(name, SilenceKeys.FROM);
            String wrong = begins.equals(ends) ? "ends where it begins: " : "ends before it begins: ";
            values.report(until, wrong.concat("must be after ").concat(key), "");
        }
        return new SilenceTime.Between(begins, ends);
    }
}
