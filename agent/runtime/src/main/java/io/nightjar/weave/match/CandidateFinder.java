package io.nightjar.weave.match;

import io.nightjar.preset.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules that may match in a class by its name, and where they need it by its head. Thread-safe.
 */
public final class CandidateFinder {
    private final RuleRegistry registry;
    /** Null where no preset waits for its library. */
    private final @Nullable RecentClasses recent;

    /** Dotted names of classes that were seen before the preset that may match them became active. */
    private final Set<String> early = ConcurrentHashMap.newKeySet();

    public CandidateFinder(RuleRegistry registry) {
        this.registry = registry;
        this.recent = registry.current().inactive.isEmpty() ? null : new RecentClasses();
    }

    /** Dotted names, since the last time, of classes that were seen before the preset that may match them became active. */
    public Set<String> takeEarly() {
        if (early.isEmpty()) {
            return Set.of();
        }
        Set<String> taken = new HashSet<>(early);
        early.removeAll(taken);
        return taken;
    }

    /**
     * The rules that may match in a class, null where none can.
     *
     * @param name internal name
     */
    public @Nullable Candidate find(String name, ClassLoader loader, @Nullable Class<?> loaded, byte[] bytes) {
        RuleSet rules = registry.current();
        if (recent != null && !rules.inactive.isEmpty()) {
            recent.add(name, bytes);
        }
        boolean passes = !rules.mayConcern(name, bytes) || isNeverWoven(name);
        return passes ? null : findCloser(name, loader, loaded, bytes, rules);
    }

    private @Nullable Candidate findCloser(
            String name, ClassLoader loader, @Nullable Class<?> loaded, byte[] bytes, RuleSet known) {
        RuleSet rules = known;
        ClassHeader header = null;
        if (rules.needsHeader()) {
            header = ClassHeader.of(bytes);
            rules = activateFor(name, header, loader, rules);
        }
        List<Rule> named = rules.named(name, header, loader);
        List<Rule> inherited = List.of();
        String[] targets = {};
        if (header != null && rules.mayInherit(header)) {
            targets = loaded == null
                    ? rules.types().targetsOf(name, header, loader)
                    : rules.types().targetsOf(loaded);
            inherited = targets.length == 0 ? inherited : ofTargets(targets, rules, GeneratedTypes.isJdkProxy(name));
        }
        List<ReachedMethods.Reached> reached =
                rules.bySuperType.length == 0 ? List.of() : registry.reached().take(name, loader);
        if (named.isEmpty() && inherited.isEmpty() && reached.isEmpty()) {
            return null;
        }
        String written = null;
        if (GeneratedTypes.looksGenerated(name)) {
            ClassHeader head = header == null ? ClassHeader.of(bytes) : header;
            named = GeneratedTypes.isArtefact(name, head) ? List.of() : named;
            written = GeneratedTypes.written(name, head, loader);
        }
        boolean nothing = named.isEmpty() && inherited.isEmpty() && reached.isEmpty();
        return nothing ? null : new Candidate(named, inherited, targets, reached, written);
    }

    /**
     * As {@link #find} for a loaded class whose bytes are not at hand: false where surely nothing matches.
     *
     * @param known what was found out of super types before, one map for all classes of a round
     */
    public boolean mayMatch(Class<?> type, Map<Class<?>, Boolean> known) {
        RuleSet rules = registry.current();
        String name = type.getName().replace('.', '/');
        if (rules.isEmpty() || isNeverWoven(name)) {
            return false;
        }
        InactivePreset inactive = rules.inactiveFor(name);
        while (inactive != null) {
            registry.activate(inactive, type.getClassLoader());
            rules = registry.current();
            inactive = rules.inactiveFor(name);
        }
        for (Rule rule : rules.byName) {
            if (rule.pattern().type().matches(name)) {
                return true;
            }
        }
        return rules.byAnnotation.length > 0
                || rules.bySuperType.length > 0 && rules.types().descends(type, known);
    }

    private RuleSet activateFor(String name, ClassHeader header, ClassLoader loader, RuleSet rules) {
        if (recent == null || rules.inactive.isEmpty()) {
            return rules;
        }
        InactivePreset inactive = rules.inactiveFor(name);
        if (inactive == null) {
            inactive = rules.inactiveFor(header);
        }
        if (inactive == null) {
            return rules;
        }
        registry.activate(inactive, loader);
        for (String each : recent.concernedBy(registry.current(), name)) {
            early.add(each.replace('/', '.'));
        }
        return activateFor(name, header, loader, registry.current());
    }

    /** Whether the name may be that of a nested type, whose descriptor a dotted name does not determine. */
    static boolean mayBeNested(String name) {
        for (int dot = name.indexOf('.'), begin = 0; dot >= 0; begin = dot + 1, dot = name.indexOf('.', begin)) {
            if (Character.isUpperCase(name.charAt(begin))) {
                return true;
            }
        }
        return name.indexOf('$') >= 0;
    }

    /**
     * The rules that name one of these types. What a preset means are implementations: a proxy before one is the
     * application's, and labels are read from what stands behind it.
     */
    private static List<Rule> ofTargets(String[] targets, RuleSet rules, boolean proxy) {
        List<Rule> found = new ArrayList<>(2);
        for (Rule rule : rules.bySuperType) {
            if (proxy && rule.isPreset()) {
                continue;
            }
            for (String target : targets) {
                if (rule.pattern().type().matches(target)) {
                    found.add(rule);
                    break;
                }
            }
        }
        return found;
    }

    private static boolean isNeverWoven(String name) {
        boolean ofJdk = name.startsWith("java/")
                || name.startsWith("jdk/")
                || name.startsWith("sun/")
                || name.startsWith("com/sun/proxy/");
        return ofJdk && !GeneratedTypes.isJdkProxyOfPublic(name);
    }
}
