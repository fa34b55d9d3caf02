package io.nightjar.config;

import io.nightjar.alert.NoticeKind;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.AlertMatcherException;
import io.nightjar.notify.Route;
import java.time.Duration;

/** Reads which alerts a destination takes. Stateless. */
final class RouteSection {
    private RouteSection() {}

    /**
     * What does not parse is a problem, and everything stands in.
     *
     * @param destination its name
     */
    static Route read(Values values, String destination, NoticeKind takes, Key when, Key resolved) {
        return new Route(destination, takes, matcher(values, when), values.flag(resolved), Duration.ZERO, null, null);
    }

    private static AlertMatcher matcher(Values values, Key when) {
        String text = values.text(when);
        if (text.isEmpty()) {
            return AlertMatcher.ALL;
        }
        try {
            return AlertMatcher.parse(text);
        } catch (AlertMatcherException problem) {
            Setting setting = values.find(when);
            if (setting != null) {
                String where = " (character "
                        .concat(Integer.toString(problem.position() + 1))
                        .concat(")");
                values.report(setting, String.valueOf(problem.getMessage()).concat(where), "");
            }
            return AlertMatcher.ALL;
        }
    }
}
