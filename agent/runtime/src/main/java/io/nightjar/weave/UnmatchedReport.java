package io.nightjar.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of rules that time nothing though their type is there, or that match too much; each once. */
final class UnmatchedReport {
    private UnmatchedReport() {}

    static List<String> of(List<Rule> rules, long nowNanos, long patienceNanos) {
        List<String> problems = new ArrayList<>();
        for (Rule rule : rules) {
            Sightings seen = rule.sightings();
            if (seen.isRefusedUntold()) {
                problems.add(tooMany(rule));
                seen.told();
            } else if (seen.isUnmatchedSince(nowNanos, patienceNanos)) {
                problems.add(unmatched(rule));
                seen.told();
            }
        }
        return problems;
    }

    static String tooMany(Rule rule) {
        return rule.source() + ": '" + rule.pattern() + "' matches " + rule.sightings().methods()
                + " methods or more and is refused, because " + Rule.MOST_METHODS
                + " is the most: narrow it to fewer packages, types or method names";
    }

    private static String unmatched(Rule rule) {
        Sightings seen = rule.sightings();
        String why = seen.obstacle() != null
                ? seen.obstacle()
                : "no method of " + dotted(seen.firstType()) + file(seen.codeSource()) + " is matched";
        String version = rule.source().startsWith("preset ") ? "; this version of the library may be unknown to it" : "";
        return rule.source() + ": '" + rule.pattern() + "' times nothing: " + why + version;
    }

    private static String dotted(@Nullable String internalName) {
        return internalName == null ? "its type" : internalName.replace('/', '.');
    }

    private static String file(@Nullable String path) {
        if (path == null) {
            return "";
        }
        String file = path;
        while (file.endsWith("/") || file.endsWith("!")) {
            file = file.substring(0, file.length() - 1);
        }
        return " (from " + file.substring(file.lastIndexOf('/') + 1) + ')';
    }
}
