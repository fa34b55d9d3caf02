package io.nightjar.weave.match;

import io.nightjar.preset.Rule;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A class that rules may match in, before its methods are known.
 *
 * @param named rules that match the class itself
 * @param inherited rules for methods of types that it descends from
 * @param targets internal names of the types, named by rules, that it descends from
 * @param reached its methods that calls through such a type reach though it does not descend from it
 * @param written of a subclass that a framework generated, internal name of the type that a user wrote; else null
 */
public record Candidate(
        List<Rule> named,
        List<Rule> inherited,
        String[] targets,
        List<ReachedMethods.Reached> reached,
        @Nullable String written)
        implements Predicate<String> {
    /** Whether a rule may mean methods of that name. */
    @Override
    public boolean test(String methodName) {
        for (ReachedMethods.Reached each : reached) {
            if (each.key().startsWith(methodName)) {
                return true;
            }
        }
        return names(named, methodName) || names(inherited, methodName);
    }

    private static boolean names(List<Rule> rules, String methodName) {
        for (Rule rule : rules) {
            if (rule.pattern().methodAnnotated() || rule.pattern().matchesMethodName(methodName)) {
                return true;
            }
        }
        return false;
    }
}
