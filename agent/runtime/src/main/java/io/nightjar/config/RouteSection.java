package io.nightjar.config;

import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.AlertMatcherException;

/** Reads which alerts a destination takes. Stateless. */
final class RouteSection {
    private RouteSection() {}

    /** What does not parse is a problem, and everything stands in. */
    static Route read(Values values, Key when, Key resolved) {
        boolean ends = values.flag(resolved);
        String text = values.text(when);
        Setting setting = values.find(when);
        if (setting == null && text.isEmpty()) {
            return ends ? Route.EVERYTHING : new Route(AlertMatcher.ALL, false);
        }
        try {
            return new Route(AlertMatcher.parse(text), ends);
        } catch (AlertMatcherException problem) {
            if (setting != null) {
                String where = " (character "
                        .concat(Integer.toString(problem.position() + 1))
                        .concat(")");
                values.report(setting, String.valueOf(problem.getMessage()).concat(where), "");
            }
            return Route.EVERYTHING;
        }
    }
}
