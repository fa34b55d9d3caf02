package io.nightjar.weave.match;

import io.nightjar.pattern.NameGlob;
import io.nightjar.pattern.Pattern;
import io.nightjar.preset.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** The methods of one class that rules match, each with its rules. Confined to one thread. */
public final class MethodChoice {
    /**
     * A rule that matches a method, and the operation's name that it gives.
     *
     * @param through internal name of the type that an object must be of for its calls to count; null where all count
     */
    public record Match(
            MethodOutline method,
            Rule rule,
            String operation,
            @Nullable String through) {}

    private final ClassOutline outline;
    private final ClassLoader loader;
    private final RuleSet rules;
    private final ReachedMethods reached;
    private final Map<String, List<Match>> matches = new LinkedHashMap<>();

    public MethodChoice(ClassOutline outline, ClassLoader loader, RuleSet rules, ReachedMethods reached) {
        this.outline = outline;
        this.loader = loader;
        this.rules = rules;
        this.reached = reached;
    }

    /** For the key of each method that is to be woven, the rules that match it, the first of each operation. */
    public Map<String, List<Match>> choose(Candidate candidate) {
        for (Rule rule : candidate.named()) {
            if (carriesAnnotation(rule)) {
                for (MethodOutline method : outline.methods()) {
                    if (namesMethod(rule, method) && isWritten(method, rule, candidate.written())) {
                        add(method, rule, simpleName(namingType(rule, candidate.written())));
                    }
                }
            }
        }
        for (ReachedMethods.Reached each : candidate.reached()) {
            for (MethodOutline method : outline.methods()) {
                if (method.key().equals(each.key())) {
                    add(method, each.rule(), simpleName(each.target()), each.target());
                }
            }
        }
        for (Rule rule : candidate.inherited()) {
            for (String target : candidate.targets()) {
                if (rule.pattern().type().matches(target)) {
                    inherit(rule, target, candidate.written());
                }
            }
        }
        return matches;
    }

    /**
     * Whether a method is one that a user wrote. A method of a generated subclass is left to the one above it, which it calls;
     * where there is none with a body, it is the only one that stands for what the user declared.
     */
    private boolean isWritten(MethodOutline method, Rule rule, @Nullable String written) {
        if (written == null || namesTypeExactly(rule)) {
            return true;
        }
        TypeMethods.Declaration above = rules.types().methods().declarationIn(written, method.key(), loader);
        boolean namedToo = rule.pattern().scope() != Pattern.Scope.TYPE
                || rule.pattern().type().matches(written);
        return above == TypeMethods.Declaration.ABSTRACT || above == TypeMethods.Declaration.CONCRETE && !namedToo;
    }

    private String namingType(Rule rule, @Nullable String written) {
        return written == null || namesTypeExactly(rule) ? outline.name() : written;
    }

    private static boolean namesTypeExactly(Rule rule) {
        return rule.pattern().scope() == Pattern.Scope.TYPE
                && rule.pattern().type().exact();
    }

    private boolean carriesAnnotation(Rule rule) {
        return rule.pattern().scope() != Pattern.Scope.ANNOTATED
                || anyMatches(rule.pattern().type(), outline.annotations())
                || !outline.isInterface()
                        && outline.superName() != null
                        && rules.annotations().inheritsAny(rule.pattern().type(), outline.superName(), loader);
    }

    static boolean namesMethod(Rule rule, MethodOutline method) {
        boolean named = rule.pattern().methodAnnotated()
                ? anyMatches(rule.pattern().method(), method.annotations)
                : rule.pattern().matchesMethodName(method.name);
        return named && rule.pattern().matchesParameters(method.descriptor);
    }

    static boolean anyMatches(NameGlob glob, List<String> annotations) {
        for (String descriptor : annotations) {
            if (glob.matches(descriptor.substring(1, descriptor.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    private void inherit(Rule rule, String target, @Nullable String written) {
        boolean itself = target.equals(outline.name());
        Set<String> declared = itself
                ? rules.types().methods().declares(outline, loader)
                : rules.types().methods().declaredBy(target, loader);
        Set<String> meant = declared == null ? null : meant(rule, target, declared);
        for (MethodOutline method : outline.methods()) {
            if (method.is(Opcodes.ACC_STATIC) && !itself) {
                continue;
            }
            boolean means = meant == null ? namesMethod(rule, method) : meant.contains(method.key());
            if (means || namesMethod(rule, method) && declared != null && declared.contains(method.key())) {
                MethodOutline real = method.is(Opcodes.ACC_BRIDGE) ? target(method) : method;
                if (real != null && !real.is(Opcodes.ACC_ABSTRACT) && !isLeftToWritten(real, target, written)) {
                    add(real, rule, simpleName(target));
                }
            }
        }
        if (itself && meant != null && !meant.isEmpty()) {
            rule.sightings().declared();
        }
        if (meant != null && !outline.isInterface()) {
            reach(rule, target, meant);
        }
    }

    /** Keys of those methods of a type that a rule means, by their names or by what is declared on them. */
    private Set<String> meant(Rule rule, String target, Set<String> declared) {
        Pattern pattern = rule.pattern();
        Set<String> carrying = pattern.methodAnnotated()
                ? rules.types().methods().annotated(target, pattern.method(), loader)
                : declared;
        Set<String> meant = new LinkedHashSet<>();
        for (String key : carrying) {
            int border = key.indexOf('(');
            boolean named = pattern.methodAnnotated() || pattern.matchesMethodName(key.substring(0, border));
            if (named && pattern.matchesParameters(key.substring(border))) {
                meant.add(key);
            }
        }
        return meant;
    }

    /** Remembers what this class inherits of a type's methods from super classes that do not descend from the type. */
    private void reach(Rule rule, String target, Set<String> meant) {
        for (String key : meant) {
            MethodOutline own = declared(key);
            String sought = own == null ? key : own.bridgeAbove;
            String declaring = sought == null || rule.role() != null
                    ? null
                    : rules.types().methods().declaringAbove(outline.superName(), sought, loader);
            if (declaring != null && !rules.types().descends(declaring, target, loader)) {
                reached.add(outline.name(), loader, declaring, new ReachedMethods.Reached(rule, target, sought));
            }
        }
    }

    private @Nullable MethodOutline declared(String key) {
        for (MethodOutline method : outline.methods()) {
            if (method.key().equals(key)) {
                return method;
            }
        }
        return null;
    }

    /** Whether a method of a generated subclass calls that of the type which a user wrote, and that one is woven. */
    private boolean isLeftToWritten(MethodOutline method, String target, @Nullable String written) {
        return written != null
                && !GeneratedTypes.isMock(outline.name())
                && rules.types().methods().declarationIn(written, method.key(), loader)
                        == TypeMethods.Declaration.CONCRETE
                && rules.types().descends(written, target, loader);
    }

    private @Nullable MethodOutline target(MethodOutline bridge) {
        for (MethodOutline method : outline.methods()) {
            if (method.key().equals(bridge.bridgeTarget)) {
                return method;
            }
        }
        return null;
    }

    private void add(MethodOutline method, Rule rule, String typeName) {
        add(method, rule, typeName, null);
    }

    private void add(MethodOutline method, Rule rule, String typeName, @Nullable String through) {
        if (rule.excludes(outline.name(), method.name, method.descriptor)) {
            return;
        }
        String operation = rule.operation() == null ? typeName + '.' + method.name : rule.operation();
        String obstacle = obstacle(method);
        if (obstacle != null) {
            if (!method.is(Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) {
                rule.sightings()
                        .obstacle(simpleName(outline.name()) + '.' + method.name + " is left alone: " + obstacle);
            }
            return;
        }
        List<Match> found = matches.get(method.key());
        if (found == null) {
            found = new ArrayList<>(1);
            matches.put(method.key(), found);
        }
        for (Match match : found) {
            boolean bothCalls = match.rule().role() == null && rule.role() == null;
            boolean covers = match.through() == null || match.through().equals(through);
            if (covers && (bothCalls && match.operation().equals(operation) || match.rule() == rule)) {
                return;
            }
        }
        if (rule.sightings().admit(loader, outline.name() + '#' + method.key())) {
            found.add(new Match(method, rule, operation, through));
        }
    }

    private @Nullable String obstacle(MethodOutline method) {
        if (method.is(Opcodes.ACC_NATIVE)) {
            return "it is native";
        }
        if (method.is(Opcodes.ACC_ABSTRACT)) {
            return "it is abstract";
        }
        return method.isEligible() && !outline.isStep(method) ? method.obstacle() : "it is generated by the compiler";
    }

    /** The name of a type without its packages and, where it has a name of its own, without its enclosing types. */
    static String simpleName(String internalName) {
        String name = internalName.substring(internalName.lastIndexOf('/') + 1);
        int dollar = name.lastIndexOf('$');
        boolean named =
                dollar > 0 && dollar + 1 < name.length() && Character.isJavaIdentifierStart(name.charAt(dollar + 1));
        return named ? name.substring(dollar + 1) : name;
    }
}
