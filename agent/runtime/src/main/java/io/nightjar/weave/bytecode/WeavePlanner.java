package io.nightjar.weave.bytecode;

import io.nightjar.log.AgentLog;
import io.nightjar.observe.CallDepth;
import io.nightjar.observe.CallObservers;
import io.nightjar.observe.follow.FollowedCalls;
import io.nightjar.observe.follow.MethodDeclaration;
import io.nightjar.observe.follow.ResultFollower;
import io.nightjar.pattern.Pattern;
import io.nightjar.preset.CallCondition;
import io.nightjar.preset.Labels;
import io.nightjar.preset.Rule;
import io.nightjar.record.CallEvents;
import io.nightjar.record.OperationSpec;
import io.nightjar.weave.match.MethodChoice;
import io.nightjar.weave.match.MethodOutline;
import io.nightjar.weave.match.RuleSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides how a matched method is woven: only timed, or observed as {@link ObservationPlanner} says. Thread-safe. */
public final class WeavePlanner {

    private final CallEvents calls;
    private final AgentLog log;
    private final CallDepth groups;
    private final CallObservers observers;
    private final FollowedCalls followedCalls;
    private final long sinceNanos;
    private final Map<String, Integer> groupIds = new HashMap<>();
    private @Nullable ObservationPlanner observing;

    /** @param sinceNanos stands for the start of what is observed but not timed */
    public WeavePlanner(
            CallEvents calls,
            AgentLog log,
            CallDepth groups,
            CallObservers observers,
            FollowedCalls followedCalls,
            long sinceNanos) {
        this.sinceNanos = sinceNanos;
        this.calls = calls;
        this.log = log;
        this.groups = groups;
        this.observers = observers;
        this.followedCalls = followedCalls;
    }

    /**
     * How a method is woven for a rule.
     *
     * @param loader of the class
     * @param rules all that are active
     * @param nests whether the rule matches a method that can call another
     */
    public synchronized WeavePlan planOf(
            MethodChoice.Match match, @Nullable ClassLoader loader, RuleSet rules, boolean nests) {
        Rule rule = match.rule();
        if (rule.role() != null) {
            return observing().reporting(rule, rule.role(), match.method());
        }
        int operation = operation(match);
        boolean timed = rule.only() == null
                && match.through() == null
                && labels(match, rules).isEmpty();
        if (timed && isOverAsItReturns(rule, match.method().declaration())) {
            return plain(operation, match, rules, nests);
        }
        ResultFollower follower = observing().follower(match);
        if (timed && !follower.needsResult()) {
            return plain(operation, match, rules, nests);
        }
        return observing().planOf(operation, follower, match, loader, rules);
    }

    /** Whether that is clear without the kinds of completion, as for most methods that users name. */
    private static boolean isOverAsItReturns(Rule rule, MethodDeclaration method) {
        return rule.completion().equals(Rule.AUTO) && method.suspending() == null && method.isOverAsItReturns();
    }

    /** What plans observed calls: made with the first, for there may be none. */
    private ObservationPlanner observing() {
        ObservationPlanner made = observing;
        if (made == null) {
            made = new ObservationPlanner(calls, log, groups, observers, followedCalls, sinceNanos, this);
            observing = made;
        }
        return made;
    }

    /** How a constructor is woven that calls another of its operation with {@code this(...)}, or is called so. */
    public synchronized WeavePlan chained(
            MethodChoice.Match match, @Nullable ClassLoader loader, RuleSet rules, boolean delegates) {
        return observing().chained(operation(match), match, loader, rules, delegates);
    }

    /** The labels of the calls of a match: those of its rule, and those that the user configured for its operation. */
    static Labels labels(MethodChoice.Match match, RuleSet rules) {
        return rules.ownLabels.over(match.rule().labels(), match.operation());
    }

    private int operation(MethodChoice.Match match) {
        Rule rule = match.rule();
        return calls.operation(new OperationSpec(
                match.operation(),
                rule.layer(),
                rule.defaultLatencyNanos(),
                rule.defaultStuckNanos(),
                rule.labels().genAi()));
    }

    private WeavePlan plain(int operation, MethodChoice.Match match, RuleSet rules, boolean nests) {
        Rule rule = match.rule();
        boolean oneType = rule.pattern().scope() == Pattern.Scope.TYPE
                && rule.pattern().type().exact();
        if (!nests && oneType && rules.isAloneInGroup(rule) && !isReadForLabels(match.method(), rules)) {
            return WeavePlan.alone(operation);
        }
        int group = group(rule.group());
        return match.method().calls ? WeavePlan.grouped(operation, group) : WeavePlan.leaf(operation, group);
    }

    private static boolean isReadForLabels(MethodOutline method, RuleSet rules) {
        if (!method.descriptor.startsWith("()")) {
            return false;
        }
        for (Rule rule : rules.all()) {
            CallCondition only = rule.only();
            if (rule.labels().mayCall(method.name) || only != null && only.mayCall(method.name)) {
                return true;
            }
        }
        return rules.ownLabels.mayCall(method.name);
    }

    /** The number of the group whose outermost call counts; to be asked while this is locked. */
    int group(String key) {
        Integer id = groupIds.get(key);
        if (id == null) {
            id = groupIds.size() + 1;
            groupIds.put(key, id);
        }
        return id;
    }
}
