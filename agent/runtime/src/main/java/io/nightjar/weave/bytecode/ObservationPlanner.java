package io.nightjar.weave.bytecode;

import io.nightjar.host.ByLoader;
import io.nightjar.log.AgentLog;
import io.nightjar.observe.CallContext;
import io.nightjar.observe.CallDepth;
import io.nightjar.observe.CallObservers;
import io.nightjar.observe.ConditionObserver;
import io.nightjar.observe.Details;
import io.nightjar.observe.ModelNameObserver;
import io.nightjar.observe.ModelNames;
import io.nightjar.observe.Observation;
import io.nightjar.observe.ReachedObserver;
import io.nightjar.observe.ValueReader;
import io.nightjar.observe.follow.FollowedCalls;
import io.nightjar.observe.follow.FollowedMethod;
import io.nightjar.observe.follow.FollowedObjects;
import io.nightjar.observe.follow.Futures;
import io.nightjar.observe.follow.MethodDeclaration;
import io.nightjar.observe.follow.Publishers;
import io.nightjar.observe.follow.ResultFollower;
import io.nightjar.observe.follow.ResultFollowers;
import io.nightjar.observe.follow.StreamFaces;
import io.nightjar.observe.follow.StreamSignal;
import io.nightjar.pattern.ValuePath;
import io.nightjar.preset.CallCondition;
import io.nightjar.preset.Labels;
import io.nightjar.preset.Rule;
import io.nightjar.preset.StreamRole;
import io.nightjar.record.CallEvents;
import io.nightjar.weave.match.MethodChoice;
import io.nightjar.weave.match.MethodOutline;
import io.nightjar.weave.match.RuleSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a method is woven whose calls are more than timed, and makes their observers. Confined to the lock of its {@link
 * WeavePlanner}.
 */
final class ObservationPlanner {
    private final CallEvents calls;
    private final AgentLog log;
    private final CallDepth groups;
    private final CallObservers observers;
    private final FollowedCalls followedCalls;
    private final long sinceNanos;
    private final WeavePlanner planner;
    private final FollowedObjects objects;
    private final ValueReader reader;
    private final ValueReader presetReader;
    private final ModelNames names = new ModelNames();
    private final StreamFaces faces = new StreamFaces(new StreamFaceWriter());
    private final Map<String, ConstructorChain> chains = new HashMap<>();
    private final ByLoader<Integer> loaderNumbers = new ByLoader<>();
    private int nextLoader;

    /**
     * @param sinceNanos stands for the start of what is observed but not timed
     * @param planner numbers the groups
     */
    ObservationPlanner(
            CallEvents calls,
            AgentLog log,
            CallDepth groups,
            CallObservers observers,
            FollowedCalls followedCalls,
            long sinceNanos,
            WeavePlanner planner) {
        this.calls = calls;
        this.log = log;
        this.groups = groups;
        this.observers = observers;
        this.followedCalls = followedCalls;
        this.sinceNanos = sinceNanos;
        this.planner = planner;
        this.reader = new ValueReader(log, groups, names, false);
        this.presetReader = new ValueReader(log, groups, names, true);
        this.objects =
                new FollowedObjects(followedCalls.streams(), faces, new Publishers(log), new Futures(log), reader);
    }

    /** How a method of a stream's own type is woven, which reports what happens to a call. */
    WeavePlan reporting(Rule rule, StreamRole role, MethodOutline method) {
        return role == StreamRole.KEEP ? keeping(rule.labels().arguments()) : signal(rule, role, method);
    }

    /** What follows the calls of a match; where their results cannot be followed, they end as they return, which is noted. */
    ResultFollower follower(MethodChoice.Match match) {
        MethodDeclaration method = match.method().declaration();
        ResultFollower follower = ResultFollowers.following(match.rule().completion(), method);
        if (follower == null) {
            followedCalls.notFollowed().add(match.operation(), method.returnTypeName());
            follower = ResultFollowers.RETURN;
        }
        return follower;
    }

    /** How a method is woven whose calls are observed. */
    WeavePlan planOf(
            int operation,
            ResultFollower follower,
            MethodChoice.Match match,
            @Nullable ClassLoader loader,
            RuleSet rules) {
        WeavePlan plan = observed(operation, follower, match, loader, rules);
        return only(match.rule(), match.through() == null ? plan : reached(plan, match.through()));
    }

    /** The plan, only for the calls that a rule's condition means. */
    private WeavePlan only(Rule rule, WeavePlan plan) {
        CallCondition condition = rule.only();
        if (condition == null) {
            return plan;
        }
        String key = "only " + condition;
        int id = observers.idOf(key);
        if (id < 0) {
            id = observers.add(key, new ConditionObserver(condition, groups, log));
        }
        return plan.only(new WeavePlan.Condition(id, condition.argument()));
    }

    private WeavePlan reached(WeavePlan all, String through) {
        String key = "reached " + all.id() + ' ' + through;
        int id = observers.idOf(key);
        if (id < 0) {
            id = observers.add(key, new ReachedObserver(observers.get(all.id()), through));
        }
        WeavePlan.Captures captures = all.captures();
        return WeavePlan.observed(
                id,
                new WeavePlan.Captures(
                        true, captures.arguments(), captures.result(), captures.replaces(), captures.continuation()));
    }

    /** How a constructor is woven that calls another of its operation with {@code this(...)}, or is called so. */
    WeavePlan chained(
            int operation, MethodChoice.Match match, @Nullable ClassLoader loader, RuleSet rules, boolean delegates) {
        ResultFollower follower = ResultFollowers.named(match.rule().completion())
                .forMethod(match.method().declaration());
        WeavePlan alone =
                observed(operation, follower == null ? ResultFollowers.RETURN : follower, match, loader, rules);
        String group = match.rule().group() + '|' + match.operation();
        ConstructorChain chain = chains.get(group);
        if (chain == null) {
            chain = new ConstructorChain();
            chains.put(group, chain);
        }
        int id = observers.idOf("chain " + alone.id());
        if (id < 0) {
            id = observers.add("chain " + alone.id(), chain.observers(observers.get(alone.id())));
        }
        return WeavePlan.chained(id, alone.captures(), ConstructorChain.plan(id, delegates));
    }

    private WeavePlan keeping(int[] arguments) {
        int id = observers.idOf("keep");
        if (id < 0) {
            id = observers.add("keep", new ModelNameObserver(names, sinceNanos));
        }
        return WeavePlan.observed(id, new WeavePlan.Captures(true, arguments, false, null));
    }

    private WeavePlan signal(Rule rule, StreamRole role, MethodOutline method) {
        boolean takesArgument = role == StreamRole.CHUNK
                || role == StreamRole.COMPLETE
                || role == StreamRole.ERROR
                || role == StreamRole.HANDLER
                || role == StreamRole.WRAPS;
        boolean takes = takesArgument && !method.descriptor.startsWith("()");
        String replaces = role == StreamRole.CHUNKS ? method.declaration().readType() : null;
        boolean leaf = !method.calls;
        String key = "signal " + role.name() + (leaf ? " leaf" : "") + '|' + rule.until();
        int id = observers.idOf(key);
        if (id < 0) {
            id = observers.add(
                    key,
                    new StreamSignal(
                            role,
                            followedCalls.streams(),
                            faces,
                            sinceNanos,
                            leaf,
                            rule.until(),
                            presetReader,
                            groups));
        }
        int[] arguments = takes ? new int[] {0} : new int[0];
        return WeavePlan.observed(id, new WeavePlan.Captures(true, arguments, role.reads(), replaces));
    }

    private WeavePlan observed(
            int operation,
            ResultFollower follower,
            MethodChoice.Match match,
            @Nullable ClassLoader loader,
            RuleSet rules) {
        Rule rule = match.rule();
        MethodDeclaration method = match.method().declaration();
        Labels labels = WeavePlanner.labels(match, rules);
        int handler = follower.needsHandler() ? handlerIndex(match.method(), rules) : -1;
        String ownClass = null;
        if (follower.needsContinuation()) {
            handler = method.suspending().continuation();
            ownClass = method.suspending().ownClass();
        }
        int[] arguments = withHandler(labels.arguments(), handler);
        String replaces = follower.replacedType(method);
        String key = rule.source()
                + '|'
                + rule.pattern()
                + '|'
                + operation
                + '|'
                + follower.completion()
                + '|'
                + handler
                + '|'
                + replaces
                + '|'
                + method.isConstructor()
                + '|'
                + ownClass
                + '|'
                + rule.until()
                + '|'
                + rule.layer()
                + '|'
                + labels
                + (labels.needContext() ? "|" + numberOf(loader) : "");
        int captured = handler < 0 ? -1 : Arrays.binarySearch(arguments, handler);
        int id = observers.idOf(key);
        if (id < 0) {
            Observation observation = new Observation(
                    match.operation(),
                    operation,
                    planner.group(rule.group()),
                    calls,
                    groups,
                    new Details(
                            labels,
                            rule.isPreset() ? presetReader : reader,
                            new CallContext(loader, groups, log),
                            arguments),
                    followedCalls.awaited(),
                    followedCalls.notFollowed(),
                    log);
            FollowedMethod followed =
                    new FollowedMethod(method, captured, arguments.length, replaces != null, rule.until());
            id = observers.add(key, follower.observer(observation, followed, objects));
        }
        boolean receiver = labels.need(ValuePath.Root.THIS) || follower.needsReceiver(method);
        boolean result = follower.needsResult() || labels.need(ValuePath.Root.RESULT);
        int continuation = follower.needsContinuation() ? captured : WeavePlan.Captures.NO_CONTINUATION;
        return WeavePlan.observed(id, new WeavePlan.Captures(receiver, arguments, result, replaces, continuation));
    }

    /** The argument whose type is that of streams which presets follow, else the last one that is an object. */
    private static int handlerIndex(MethodOutline method, RuleSet rules) {
        Type[] types = Type.getArgumentTypes(method.descriptor);
        int last = -1;
        for (int i = 0; i < types.length; i++) {
            if (types[i].getSort() == Type.OBJECT) {
                last = i;
                for (Rule rule : rules.bySuperType) {
                    if (rule.role() != null && rule.pattern().type().matches(types[i].getInternalName())) {
                        return i;
                    }
                }
            }
        }
        return last;
    }

    private static int[] withHandler(int[] arguments, int handler) {
        if (handler < 0 || Arrays.binarySearch(arguments, handler) >= 0) {
            return arguments;
        }
        int[] more = Arrays.copyOf(arguments, arguments.length + 1);
        more[arguments.length] = handler;
        Arrays.sort(more);
        return more;
    }

    /** A number by which observers of different loaders are distinguished, where what they read differs by loader. */
    private int numberOf(@Nullable ClassLoader loader) {
        Integer number = loaderNumbers.get(loader);
        return number == null ? loaderNumbers.getOrPut(loader, nextLoader++) : number;
    }
}
