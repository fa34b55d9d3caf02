package io.nightjar.weave.match;

import io.nightjar.pattern.Pattern;
import io.nightjar.preset.Rule;
import io.nightjar.preset.Sightings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is logged about rules that time nothing though their type is there, or that match too much. */
public final class UnmatchedReport {
    /** How long a type has been there before it is logged that it has no such method. */
    static final long PATIENCE_NANOS = 5_000_000_000L;
    /**
     * How long no further type has been seen of those that a wildcard or an annotation may mean: each might have the
     * method.
     */
    static final long QUIET_NANOS = 120_000_000_000L;

    private UnmatchedReport() {}

    /** What is to be warned of, each once. */
    public static List<String> warnings(List<Rule> rules, long nowNanos) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            Sightings seen = rule.sightings();
            long quietNanos = isOneType(rule) ? 0 : QUIET_NANOS;
            if (seen.isRefusedUnreported()) {
                problems.add(tooMany(rule));
                seen.reportedRefused();
            } else if (seen.isUnmatchedSince(nowNanos, PATIENCE_NANOS, quietNanos)) {
                problems.add(unmatched(rule));
                seen.reportedUnmatched();
            }
        }
        return problems;
    }

    /** The warnings that no longer hold, because the pattern matches now. */
    public static List<String> takenBack(List<Rule> rules) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            String method = rule.sightings().takeBack();
            if (method != null) {
                sentences.add(rule.source() + ": '" + rule.pattern() + "' matches now: "
                        + dotted(method.substring(0, method.indexOf('('))));
            }
        }
        return sentences;
    }

    /** The user's own patterns that match nothing until now. */
    public static List<String> current(List<Rule> rules) {
        List<String> patterns = new ArrayList<>();
        for (Rule rule : rules) {
            if (!rule.isPreset() && rule.sightings().methods() == 0) {
                patterns.add(
                        rule.operation() == null
                                ? rule.pattern().text()
                                : rule.operation() + ": " + rule.pattern().text());
            }
        }
        return patterns;
    }

    /** Whether one type decides: which methods it declares is known once it is there. */
    private static boolean isOneType(Rule rule) {
        return rule.pattern().type().exact() && rule.pattern().scope() != Pattern.Scope.ANNOTATED;
    }

    public static String tooMany(Rule rule) {
        return rule.source() + ": '" + rule.pattern() + "' matches "
                + rule.sightings().methods()
                + " methods or more and is refused, because " + Rule.MOST_METHODS
                + " is the most: narrow it to fewer packages, types or method names";
    }

    private static String unmatched(Rule rule) {
        Sightings seen = rule.sightings();
        String why = seen.obstacle() != null
                ? seen.obstacle()
                : isOneType(rule)
                        ? "no method of " + dotted(seen.firstType()) + file(seen.codeSource()) + " is matched"
                        : "no class that was loaded until now has such a method, " + dotted(seen.firstType())
                                + " for one";
        String version =
                rule.source().startsWith("preset ") ? "; this version of the library may be unknown to it" : "";
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
