package io.nightjar.config;

import io.nightjar.alert.NoticeKind;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.AlertMatcherException;
import io.nightjar.notify.Grouping;
import io.nightjar.notify.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads which alerts a destination gets, and when. What is wrong is a problem, and the default stands in. Stateless. */
final class RouteSection {
    private RouteSection() {}

    /** What the log gets: it has neither groups nor escalation, for all that it takes is a line. */
    static Route log(Values values) {
        return new Route(
                Route.LOG,
                NoticeKind.NOTIFICATION,
                matcher(values, values.find(Key.LOG_WHEN), values.text(Key.LOG_WHEN)),
                values.flag(Key.LOG_RESOLVED),
                Duration.ZERO,
                null,
                null);
    }

    /**
     * What a destination gets.
     *
     * @param destination its name
     * @param values under the keys of its type
     * @param missing keys of the type whose secrets could not be read
     */
    static Route read(Values values, String type, String destination, Map<String, String> missing) {
        boolean groupsItself = DestinationTypes.groupsItself(type);
        Key when = DestinationTypes.key(type, "when");
        Key remind = Key.named(type.concat(".remind"));
        return new Route(
                destination,
                groupsItself ? NoticeKind.CONDITION : NoticeKind.NOTIFICATION,
                matcher(values, values.find(when), values.text(when)),
                values.flag(DestinationTypes.key(type, "resolved")),
                values.duration(DestinationTypes.key(type, "after")),
                remind == null || values.find(remind) == null ? null : values.duration(remind),
                groupsItself ? null : grouping(values, type, destination, missing));
    }

    private static @Nullable Grouping grouping(
            Values values, String type, String destination, Map<String, String> missing) {
        Key by = DestinationTypes.key(type, "group-by");
        Key delay = DestinationTypes.key(type, "group-wait");
        Key interval = DestinationTypes.key(type, "group-interval");
        List<String> labels = labels(values, values.find(by));
        Duration waits = values.duration(delay);
        Duration every = values.duration(interval);
        if (values.find(by) != null) {
            return new Grouping(labels, waits, every);
        }
        if (!missing.containsKey(by.text())) {
            String needed = DestinationTypes.written(by, type, destination);
            reportNoGroups(values, values.find(delay), needed);
            reportNoGroups(values, values.find(interval), needed);
        }
        return null;
    }

    private static void reportNoGroups(Values values, @Nullable Setting setting, String by) {
        if (setting != null) {
            values.report(setting, "there are no groups without ".concat(by), "");
        }
    }

    private static List<String> labels(Values values, @Nullable Setting setting) {
        List<String> labels = new ArrayList<>();
        if (setting == null) {
            return labels;
        }
        for (String label : TextList.of(setting.value())) {
            if (!LabelName.isValid(label)) {
                String which = setting.hasSecret() ? "" : "'".concat(label).concat("' is none: ");
                values.report(setting, which.concat(LabelName.ALLOWED), "");
            } else if (labels.contains(label)) {
                values.report(setting, setting.hasSecret() ? "a label stands there twice" : twice(label), "");
            } else {
                labels.add(label);
            }
        }
        if (TextList.of(setting.value()).isEmpty()) {
            values.report(setting, "must be ".concat(Kind.LABELS.allowed()), "");
        }
        return labels;
    }

    private static String twice(String label) {
        return "the label ".concat(label).concat(" stands there twice");
    }

    /**
     * A matcher; one that does not parse is a problem, and means everything.
     *
     * @param setting where it stands; null for a default
     * @param text empty for everything
     */
    static AlertMatcher matcher(Values values, @Nullable Setting setting, String text) {
        if (text.isEmpty()) {
            return AlertMatcher.ALL;
        }
        try {
            return AlertMatcher.parse(text);
        } catch (AlertMatcherException problem) {
            if (setting != null) {
                String where = " (character "
                        .concat(Integer.toString(problem.position() + 1))
                        .concat(")");
                String message = setting.hasSecret()
                        ? "must be ".concat(Kind.MATCHER.allowed())
                        : String.valueOf(problem.getMessage()).concat(where);
                values.report(setting, message, "");
            }
            return AlertMatcher.ALL;
        }
    }
}
