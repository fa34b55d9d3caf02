package io.nightjar.weave.match;

import io.nightjar.pattern.Pattern;
import io.nightjar.preset.OwnLabels;
import io.nightjar.preset.Rule;
import io.nightjar.time.NanoClock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that are active, sorted by what a class must be checked for. Immutable but for its type tree's cache. */
public final class RuleSet {
    final Rule[] byName;
    public final Rule[] bySuperType;
    final Rule[] byAnnotation;
    private final List<Rule> all;
    /** Names of methods of which a class must declare one to be matched by super type; null where it need not. */
    final String @Nullable [] inheritedNames;
    /** Presets that are inactive until a class of their packages is seen. */
    final List<InactivePreset> inactive;

    /** Made when a rule of a super type is first asked for. */
    private volatile @Nullable TypeTree types;

    private final boolean typesInSight;
    public final OwnLabels ownLabels;
    /** Made when a rule of an annotation is first asked for. */
    private volatile @Nullable InheritedAnnotations annotations;

    private final FirstLook firstLook;

    /**
     * @param ownLabels the labels that the user configured for operations
     * @param typesInSight whether a class loader is known to have one of the types whose subtypes are meant
     */
    RuleSet(List<Rule> rules, List<InactivePreset> inactive, OwnLabels ownLabels, boolean typesInSight) {
        this.ownLabels = ownLabels;
        this.byName = ofScope(Pattern.Scope.TYPE, rules);
        this.bySuperType = ofScope(Pattern.Scope.SUBTYPES, rules);
        this.byAnnotation = ofScope(Pattern.Scope.ANNOTATED, rules);
        this.all = joined(byName, bySuperType, byAnnotation);
        this.inactive = List.copyOf(inactive);
        this.typesInSight = typesInSight;
        this.inheritedNames = names(bySuperType);
        this.firstLook = new FirstLook(byName, bySuperType.length > 0, inheritedNames, byAnnotation, this.inactive);
    }

    public List<Rule> all() {
        return all;
    }

    public TypeTree types() {
        TypeTree made = types;
        return made == null ? makeTypes() : made;
    }

    private synchronized TypeTree makeTypes() {
        TypeTree made = types;
        if (made == null) {
            made = new TypeTree(bySuperType, typesInSight, NanoClock.SYSTEM);
            types = made;
        }
        return made;
    }

    InheritedAnnotations annotations() {
        InheritedAnnotations made = annotations;
        return made == null ? makeAnnotations() : made;
    }

    private synchronized InheritedAnnotations makeAnnotations() {
        InheritedAnnotations made = annotations;
        if (made == null) {
            made = new InheritedAnnotations();
            annotations = made;
        }
        return made;
    }

    /** Whether, since the last time, the first type of which subtypes are meant was found after other classes had been seen. */
    public boolean takeLate() {
        TypeTree made = types;
        return made != null && made.takeLate();
    }

    /** Whether no other rule shares the group of this one. */
    public boolean isAloneInGroup(Rule rule) {
        int count = 0;
        for (Rule other : all()) {
            count += other.group().equals(rule.group()) ? 1 : 0;
        }
        return count == 1;
    }

    /** Whether a class of that internal name and with these bytes must be looked at more closely; for nearly all: no. */
    boolean mayConcern(String name, byte[] bytes) {
        return firstLook.isWorthASecond(name, bytes);
    }

    /** The same, looked at more closely: by its head, but without its super types. */
    boolean mayMatch(String name, byte[] bytes) {
        if (!mayConcern(name, bytes)) {
            return false;
        }
        ClassHeader header = ClassHeader.of(bytes);
        return !named(name, header, null).isEmpty() || mayInherit(header);
    }

    /**
     * The rules that name a class, or an annotation that it may carry.
     *
     * @param header null where no rule needs it
     * @param loader null where it does not matter whether an annotation is inherited
     */
    List<Rule> named(String name, @Nullable ClassHeader header, @Nullable ClassLoader loader) {
        List<Rule> found = new ArrayList<>(2);
        for (Rule rule : byName) {
            if (rule.pattern().type().matches(name)) {
                found.add(rule);
            }
        }
        for (Rule rule : byAnnotation) {
            String descriptor = FirstLook.annotationDescriptor(rule.pattern());
            boolean mentioned = header != null && (descriptor == null || header.mentions(descriptor));
            if (mentioned || inherits(rule, header, loader)) {
                found.add(rule);
            }
        }
        return found;
    }

    private boolean inherits(Rule rule, @Nullable ClassHeader header, @Nullable ClassLoader loader) {
        return header != null
                && loader != null
                && header.superCount() > 0
                && annotations().inheritsAny(rule.pattern().type(), header.superName(0), loader);
    }

    boolean isEmpty() {
        return byName.length == 0 && bySuperType.length == 0 && byAnnotation.length == 0 && inactive.isEmpty();
    }

    /** Whether a class must be looked into beyond its name. */
    boolean needsHeader() {
        return bySuperType.length > 0 || byAnnotation.length > 0 || !inactive.isEmpty();
    }

    /** The inactive preset to which a class of that internal name belongs, null for none. */
    public @Nullable InactivePreset inactiveFor(String name) {
        for (int i = 0; i < inactive.size(); i++) {
            InactivePreset preset = inactive.get(i);
            for (int k = 0; k < preset.packages().size(); k++) {
                if (name.startsWith(preset.packages().get(k))) {
                    return preset;
                }
            }
        }
        return null;
    }

    /** The inactive preset to which a direct super type of a class belongs, null for none. */
    public @Nullable InactivePreset inactiveFor(ClassHeader header) {
        InactivePreset found = null;
        for (int each = 0; each < header.superCount() && found == null; each++) {
            found = inactiveFor(header.superName(each));
        }
        return found;
    }

    /** Whether a class may declare a method that a super type's rule means. */
    boolean mayInherit(ClassHeader header) {
        return bySuperType.length > 0 && (inheritedNames == null || header.declaresAny(inheritedNames));
    }

    private static String @Nullable [] names(Rule[] rules) {
        List<String> names = new ArrayList<>();
        for (Rule rule : rules) {
            String name = rule.pattern().method().text();
            // A class that implements a user's type and only inherits the method does not declare it.
            if (!rule.isPreset()) {
                return null;
            }
            if (rule.pattern().methodAnnotated() || !rule.pattern().method().exact() || !isAscii(name)) {
                return null;
            }
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names.toArray(new String[0]);
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }

    private static List<Rule> joined(Rule[] byName, Rule[] bySuperType, Rule[] byAnnotation) {
        List<Rule> joined = new ArrayList<>(List.of(byName));
        joined.addAll(List.of(bySuperType));
        joined.addAll(List.of(byAnnotation));
        return List.copyOf(joined);
    }

    private static Rule[] ofScope(Pattern.Scope scope, List<Rule> rules) {
        List<Rule> some = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.pattern().scope() == scope) {
                some.add(rule);
            }
        }
        return some.toArray(new Rule[0]);
    }
}
