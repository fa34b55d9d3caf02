package io.nightjar.weave;

import io.nightjar.log.AgentLog;
import io.nightjar.observe.follow.FollowedCalls;
import io.nightjar.preset.Rule;
import io.nightjar.preset.StreamRole;
import io.nightjar.weave.bytecode.ClassWeaver;
import io.nightjar.weave.bytecode.ConstructorChains;
import io.nightjar.weave.bytecode.WeavePlan;
import io.nightjar.weave.bytecode.WeavePlanner;
import io.nightjar.weave.match.Candidate;
import io.nightjar.weave.match.ClassOutline;
import io.nightjar.weave.match.MethodChoice;
import io.nightjar.weave.match.MethodOutline;
import io.nightjar.weave.match.ReachedMethods;
import io.nightjar.weave.match.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassTooLargeException;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import org.jspecify.annotations.Nullable;

/** Weaves one class after the other: the first class of this package that knows ASM. Thread-safe. */
final class MatchedClassWeaver {
    private final WeavePlanner plans;
    private final FollowedCalls followed;
    private final WovenMethods woven;
    private final AgentLog log;

    MatchedClassWeaver(WeavePlanner plans, FollowedCalls followed, WovenMethods woven, AgentLog log) {
        this.plans = plans;
        this.followed = followed;
        this.woven = woven;
        this.log = log;
    }

    /**
     * The class woven, null where no rule matches a method of it.
     *
     * @param name internal name
     * @param from where the class file lies, as far as is known
     */
    byte @Nullable [] weave(
            String name,
            ClassLoader loader,
            @Nullable String from,
            byte[] bytes,
            Candidate candidate,
            RuleSet rules,
            ReachedMethods reached) {
        ClassReader reader = new ClassReader(bytes);
        ClassOutline outline = ClassOutline.of(reader, candidate);
        captures(name, from, candidate);
        MethodChoice choice = new MethodChoice(outline, loader, rules, reached);
        Map<String, List<MethodChoice.Match>> matches = choice.choose(candidate);
        Set<Rule> nesting = nesting(matches);
        ConstructorChains chains = new ConstructorChains(matches);
        Map<String, List<WeavePlan>> wanted = new HashMap<>();
        for (Map.Entry<String, List<MethodChoice.Match>> method : matches.entrySet()) {
            if (!method.getValue().isEmpty()) {
                wanted.put(method.getKey(), plansOf(method.getValue(), loader, rules, nesting, chains));
            }
        }
        byte[] changed = wovenOrLess(reader, outline, wanted);
        if (changed != null) {
            register(loader, name.replace('/', '.'), matches, wanted);
        }
        return changed;
    }

    /** The rules that match a method which can call another. */
    private static Set<Rule> nesting(Map<String, List<MethodChoice.Match>> matches) {
        Set<Rule> nesting = Collections.newSetFromMap(new IdentityHashMap<>());
        for (List<MethodChoice.Match> ofMethod : matches.values()) {
            for (MethodChoice.Match match : ofMethod) {
                if (match.method().calls) {
                    nesting.add(match.rule());
                }
            }
        }
        return nesting;
    }

    private List<WeavePlan> plansOf(
            List<MethodChoice.Match> matches,
            @Nullable ClassLoader loader,
            RuleSet rules,
            Set<Rule> nesting,
            ConstructorChains chains) {
        List<WeavePlan> made = new ArrayList<>(matches.size());
        for (MethodChoice.Match match : matches) {
            made.add(
                    chains.isChained(match)
                            ? plans.chained(match, loader, rules, chains.delegates(match))
                            : plans.planOf(match, loader, rules, nesting.contains(match.rule())));
        }
        return made;
    }

    private byte @Nullable [] wovenOrLess(
            ClassReader reader, ClassOutline outline, Map<String, List<WeavePlan>> wanted) {
        for (MethodOutline method : outline.methods()) {
            List<WeavePlan> plansOfMethod = wanted.get(method.key());
            if (plansOfMethod != null && !ClassWeaver.fits(method, plansOfMethod)) {
                leaveAlone(outline, method.key(), "it has no room for another local", wanted);
            }
        }
        while (!wanted.isEmpty()) {
            try {
                return ClassWeaver.weave(reader, outline, wanted);
            } catch (MethodTooLargeException tooLarge) {
                String method = tooLarge.getMethodName() + tooLarge.getDescriptor();
                if (!wanted.containsKey(method)) {
                    throw tooLarge;
                }
                leaveAlone(outline, method, "it is too large for another instruction", wanted);
            } catch (ClassTooLargeException tooLarge) {
                log.warnOnce(
                        "too large:" + outline.name(),
                        outline.name().replace('/', '.') + " is left alone: it is too large for another constant");
                wanted.clear();
            }
        }
        return null;
    }

    private void leaveAlone(ClassOutline outline, String method, String why, Map<String, List<WeavePlan>> wanted) {
        wanted.remove(method);
        if (method.startsWith("<init>")) {
            // Constructors of a chain are woven together: one alone would wait for the mark of the other.
            wanted.keySet().removeIf(key -> key.startsWith("<init>"));
        }
        String name = outline.name().replace('/', '.') + '#' + method.substring(0, method.indexOf('('));
        log.warnOnce("too large:" + outline.name() + '#' + method, name + " is left alone: " + why);
    }

    static void captures(String name, @Nullable String from, Candidate candidate) {
        long now = System.nanoTime();
        for (Rule rule : candidate.named()) {
            rule.sightings().type(name, from, now);
        }
        for (Rule rule : candidate.inherited()) {
            if (rule.pattern().type().matches(name)) {
                rule.sightings().type(name, from, now);
            }
        }
    }

    private void register(
            ClassLoader loader,
            String className,
            Map<String, List<MethodChoice.Match>> matches,
            Map<String, List<WeavePlan>> wanted) {
        woven.remove(loader, className);
        for (Map.Entry<String, List<MethodChoice.Match>> method : matches.entrySet()) {
            if (wanted.containsKey(method.getKey())) {
                for (MethodChoice.Match match : method.getValue()) {
                    if (match.rule().role() == null) {
                        woven.add(loader, match.operation(), className, match.method().name);
                    } else {
                        woven.add(loader, "", className, match.method().name);
                        if (match.rule().role() != StreamRole.KEEP) {
                            followed.streams().addClass(className);
                        }
                    }
                }
            }
        }
    }
}
