package io.nightjar.weave.bytecode;

import io.nightjar.log.AgentLog;
import io.nightjar.observe.AwaitedCalls;
import io.nightjar.observe.CallDepth;
import io.nightjar.observe.CallObserver;
import io.nightjar.observe.CallObservers;
import io.nightjar.observe.Details;
import io.nightjar.observe.ModelNameObserver;
import io.nightjar.observe.ModelNames;
import io.nightjar.observe.NotFollowed;
import io.nightjar.observe.Observation;
import io.nightjar.observe.ReachedObserver;
import io.nightjar.observe.ValueReader;
import io.nightjar.observe.follow.FollowedStreams;
import io.nightjar.observe.follow.PublisherObserver;
import io.nightjar.observe.follow.Publishers;
import io.nightjar.observe.follow.ReturnObserver;
import io.nightjar.observe.follow.StreamFaces;
import io.nightjar.observe.follow.StreamObserver;
import io.nightjar.observe.follow.StreamSignal;
import io.nightjar.pattern.Pattern;
import io.nightjar.pattern.ValuePath;
import io.nightjar.preset.Completion;
import io.nightjar.preset.Labels;
import io.nightjar.preset.Rule;
import io.nightjar.preset.StreamRole;
import io.nightjar.record.Calls;
import io.nightjar.record.OperationSpec;
import io.nightjar.weave.match.MethodChoice;
import io.nightjar.weave.match.MethodOutline;
import io.nightjar.weave.match.RuleSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Decides how a matched method is woven, and makes the observers that the observed ones need. Thread-safe. */
public final class WeavePlanner {
    private static final String STREAM = "java/util/stream/Stream";
    private static final String OBJECT = "java/lang/Object";
    private static final String ITERATOR = "java/util/Iterator";

    private final Calls calls;
    private final AgentLog log;
    private final CallDepth groups;
    private final CallObservers observers;
    private final FollowedStreams streams;
    private final AwaitedCalls awaited;
    private final NotFollowed notFollowed;
    private final long sinceNanos;
    private final Publishers publishers;
    private final ValueReader reader;
    private final ValueReader presetReader;
    private final ModelNames names = new ModelNames();
    private final StreamFaces faces = new StreamFaces(new StreamFaceWriter());
    private final Map<String, Integer> groupIds = new HashMap<>();
    private final Map<String, ConstructorChain> chains = new HashMap<>();

    /** @param sinceNanos stands for the start of what is observed but not timed */
    public WeavePlanner(
            Calls calls,
            AgentLog log,
            CallDepth groups,
            CallObservers observers,
            FollowedStreams streams,
            AwaitedCalls awaited,
            NotFollowed notFollowed,
            long sinceNanos) {
        this.awaited = awaited;
        this.notFollowed = notFollowed;
        this.sinceNanos = sinceNanos;
        this.calls = calls;
        this.log = log;
        this.groups = groups;
        this.observers = observers;
        this.streams = streams;
        this.publishers = new Publishers(log);
        this.reader = new ValueReader(log, groups, names, false);
        this.presetReader = new ValueReader(log, groups, names, true);
    }

    /**
     * How a method is woven for a rule.
     *
     * @param rules all that are active
     * @param nests whether the rule matches a method that can call another
     */
    public synchronized WeavePlan planOf(MethodChoice.Match match, RuleSet rules, boolean nests) {
        Rule rule = match.rule();
        if (rule.role() == StreamRole.KEEP) {
            return keeping(rule.labels().arguments());
        }
        if (rule.role() != null) {
            return signal(rule, rule.role(), match.method());
        }
        int operation = operation(match);
        Completion completion = completion(rule.completion(), match.method());
        if (completion == Completion.RETURN && rule.completion() != Completion.AUTO && rule.completion() != Completion.RETURN) {
            notFollowed.add(match.operation(), Type.getReturnType(match.method().descriptor).getClassName());
        }
        if (match.through() != null) {
            return reached(observed(operation, completion, match, rules), match.through());
        }
        if (completion == Completion.RETURN && labels(match, rules).isEmpty()) {
            return plain(operation, match, rules, nests);
        }
        return observed(operation, completion, match, rules);
    }

    private WeavePlan reached(WeavePlan all, String through) {
        String key = "reached " + all.id() + ' ' + through;
        int id = observers.idOf(key);
        if (id < 0) {
            id = observers.add(key, new ReachedObserver(observers.get(all.id()), through));
        }
        WeavePlan.Captures captures = all.captures();
        return WeavePlan.observed(id, new WeavePlan.Captures(true, captures.arguments(), captures.result(), captures.replaces()));
    }

    /** How a constructor is woven that calls another of its operation with {@code this(...)}, or is called so. */
    public synchronized WeavePlan chained(MethodChoice.Match match, RuleSet rules, boolean delegates) {
        WeavePlan alone = observed(operation(match), completion(match.rule().completion(), match.method()), match, rules);
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

    /** What is told of the calls of a match: what its rule says, and what the user wants of its operation. */
    private static Labels labels(MethodChoice.Match match, RuleSet rules) {
        return rules.ownLabels.over(match.rule().labels(), match.operation());
    }

    private int operation(MethodChoice.Match match) {
        Rule rule = match.rule();
        return calls.operation(new OperationSpec(
                match.operation(), rule.layer(), rule.defaultLatencyNanos(), rule.defaultStuckNanos()));
    }

    private WeavePlan plain(int operation, MethodChoice.Match match, RuleSet rules, boolean nests) {
        Rule rule = match.rule();
        boolean oneType = rule.pattern().scope() == Pattern.Scope.TYPE && rule.pattern().type().exact();
        if (!nests && oneType && rules.isAloneInGroup(rule) && !isReadForLabels(match.method(), rules)) {
            return WeavePlan.alone(operation);
        }
        int group = group(rule.group());
        return match.method().calls ? WeavePlan.grouped(operation, group) : WeavePlan.leaf(operation, group);
    }

    private WeavePlan keeping(int[] arguments) {
        int id = observers.idOf("keep");
        if (id < 0) {
            id = observers.add("keep", new ModelNameObserver(names, sinceNanos));
        }
        return WeavePlan.observed(id, new WeavePlan.Captures(true, arguments, false, null));
    }

    private WeavePlan signal(Rule rule, StreamRole role, MethodOutline method) {
        boolean handed = role == StreamRole.CHUNK || role == StreamRole.COMPLETE || role == StreamRole.ERROR
                || role == StreamRole.HANDLER || role == StreamRole.WRAPS;
        boolean takes = handed && !method.descriptor.startsWith("()");
        boolean replaces = role == StreamRole.CHUNKS && returnType(method).equals(STREAM);
        boolean leaf = !method.calls;
        String key = "signal " + role.name() + (leaf ? " leaf" : "") + '|' + rule.until();
        int id = observers.idOf(key);
        if (id < 0) {
            id = observers.add(
                    key, new StreamSignal(role, streams, faces, sinceNanos, leaf, rule.until(), presetReader, groups));
        }
        int[] arguments = takes ? new int[] {0} : new int[0];
        return WeavePlan.observed(id, new WeavePlan.Captures(true, arguments, role.reads(), replaces ? STREAM : null));
    }

    private WeavePlan observed(int operation, Completion completion, MethodChoice.Match match, RuleSet rules) {
        Rule rule = match.rule();
        MethodOutline method = match.method();
        Labels labels = labels(match, rules);
        int handler = completion == Completion.CALLBACK ? handlerIndex(method, rules) : -1;
        int[] arguments = withHandler(labels.arguments(), handler);
        String replaces = replaces(completion, method);
        boolean constructor = method.isConstructor();
        String key = rule.source() + '|' + rule.pattern() + '|' + operation + '|' + completion.name() + '|' + handler + '|'
                + replaces + '|' + constructor + '|' + rule.until() + '|' + rule.layer() + '|' + labels;
        int id = observers.idOf(key);
        if (id < 0) {
            Observation observation = new Observation(match.operation(), operation, group(rule.group()), calls, groups,
                    new Details(labels, rule.isPreset() ? presetReader : reader, arguments), awaited, notFollowed,
                    log);
            id = observers.add(key, observer(completion, observation, handler, arguments, replaces != null, match));
        }
        boolean receiver = labels.need(ValuePath.Root.THIS) || completion == Completion.ITERATOR && constructor;
        boolean result = completion != Completion.RETURN || labels.need(ValuePath.Root.RESULT);
        return WeavePlan.observed(id, new WeavePlan.Captures(receiver, arguments, result, replaces));
    }

    private CallObserver observer(
            Completion completion,
            Observation observation,
            int handler,
            int[] arguments,
            boolean replaces,
            MethodChoice.Match match) {
        return switch (completion) {
            case RETURN -> new ReturnObserver(observation, ReturnObserver.Following.NOTHING);
            case FUTURE -> new ReturnObserver(observation, ReturnObserver.Following.FUTURES_ASKED_FOR);
            case AUTO -> new ReturnObserver(observation, ReturnObserver.Following.FUTURES);
            case PUBLISHER -> replaces
                    ? new PublisherObserver(observation, publishers)
                    : new ReturnObserver(observation, ReturnObserver.Following.ANYTHING_ASKED_FOR);
            case CALLBACK -> new StreamObserver(
                    observation, streams, faces, Arrays.binarySearch(arguments, handler), arguments.length, false,
                    false, null, reader);
            case ITERATOR -> new StreamObserver(observation, streams, faces, -1, arguments.length,
                    match.method().isConstructor(), replaces, match.rule().until(), reader);
        };
    }

    /** What {@code auto} means for a method, and what the given completion means for one that cannot have it. */
    private static Completion completion(Completion asked, MethodOutline method) {
        String type = returnType(method);
        return switch (asked) {
            case AUTO -> automatic(type);
            case FUTURE -> type.isEmpty() ? Completion.RETURN : asked;
            case PUBLISHER -> type.isEmpty() ? Completion.RETURN : asked;
            case ITERATOR -> type.isEmpty() && !method.isConstructor() ? Completion.RETURN : asked;
            case CALLBACK -> Publishers.isDeclared(type)
                    ? Completion.PUBLISHER
                    : method.descriptor.startsWith("()") ? Completion.RETURN : asked;
            case RETURN -> asked;
        };
    }

    private static Completion automatic(String type) {
        if (Publishers.isDeclared(type)) {
            return Completion.PUBLISHER;
        }
        boolean plain = type.isEmpty()
                || type.startsWith("[")
                || type.startsWith("java/lang/") && !type.equals("java/lang/Object")
                || type.startsWith("java/util/") && !type.startsWith("java/util/concurrent/")
                || type.startsWith("java/io/")
                || type.startsWith("java/nio/")
                || type.startsWith("java/time/");
        return plain ? Completion.RETURN : Completion.AUTO;
    }

    private static @Nullable String replaces(Completion completion, MethodOutline method) {
        String type = returnType(method);
        return switch (completion) {
            case PUBLISHER -> Publishers.isDeclared(type) || type.equals(OBJECT) ? type : null;
            case ITERATOR -> type.equals(STREAM) || type.equals(ITERATOR) || type.equals(OBJECT) ? type : null;
            default -> null;
        };
    }

    /** Internal name of the type of the result, a descriptor for arrays, empty for void and primitives. */
    private static String returnType(MethodOutline method) {
        Type type = Type.getReturnType(method.descriptor);
        return type.getSort() < Type.ARRAY ? "" : type.getInternalName();
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

    private static boolean isReadForLabels(MethodOutline method, RuleSet rules) {
        if (!method.descriptor.startsWith("()")) {
            return false;
        }
        for (Rule rule : rules.all()) {
            if (rule.labels().mayCall(method.name)) {
                return true;
            }
        }
        return rules.ownLabels.mayCall(method.name);
    }

    private int group(String key) {
        Integer id = groupIds.get(key);
        if (id == null) {
            id = groupIds.size() + 1;
            groupIds.put(key, id);
        }
        return id;
    }
}
