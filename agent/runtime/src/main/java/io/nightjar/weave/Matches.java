package io.nightjar.weave;

import io.nightjar.config.WatchSettings;
import io.nightjar.log.AgentLog;
import io.nightjar.preset.Rule;
import io.nightjar.preset.Sightings;
import io.nightjar.weave.match.ActivePreset;
import io.nightjar.weave.match.Candidate;
import io.nightjar.weave.match.CandidateFinder;
import io.nightjar.weave.match.ClassFiles;
import io.nightjar.weave.match.ClassOutline;
import io.nightjar.weave.match.InactivePreset;
import io.nightjar.weave.match.LibraryLook;
import io.nightjar.weave.match.MethodChoice;
import io.nightjar.weave.match.MethodOutline;
import io.nightjar.weave.match.PresetCoverage;
import io.nightjar.weave.match.RuleRegistry;
import io.nightjar.weave.match.RuleSet;
import io.nightjar.weave.match.ShadedCopies;
import io.nightjar.weave.match.Unfollowable;
import io.nightjar.weave.match.UnmatchedReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;

/**
 * What would be woven in class files, found without running or loading any of them. Immutable.
 *
 * @param methods what would be woven, in the order of the class files
 * @param libraries those of presets that are here, with their versions, a line each
 * @param problems patterns that match nothing here, or too much, one sentence each
 * @param refused whether a pattern matches too much
 * @param classes how many class files were looked at
 */
public record Matches(
        List<Method> methods, List<String> libraries, List<String> problems, boolean refused, int classes) {
    /**
     * One method that would be woven for one operation.
     *
     * @param signature {@code type#method(parameters)}, parameters by simple names
     * @param source which pattern asks for it
     */
    public record Method(String operation, String layer, String signature, String source) {}

    public Matches {
        methods = List.copyOf(methods);
        libraries = List.copyOf(libraries);
        problems = List.copyOf(problems);
    }

    /**
     * What these settings would weave in these jars and directories; what of the settings cannot be followed is
     * logged.
     *
     * @throws IOException where a place cannot be read
     */
    public static Matches in(List<Path> places, WatchSettings settings, AgentLog log) throws IOException {
        ClassFiles files = ClassFiles.of(places);
        RuleRegistry registry = RuleRegistry.of(settings, log);
        for (String name : files.all().keySet()) {
            for (InactivePreset preset = registry.current().inactiveFor(name);
                    preset != null;
                    preset = registry.current().inactiveFor(name)) {
                registry.activate(preset, files);
            }
        }
        CandidateFinder finder = new CandidateFinder(registry);
        List<Method> methods = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.all().entrySet()) {
            try {
                addMethods(file.getKey(), file.getValue(), finder, files, registry, methods, problems);
            } catch (RuntimeException unreadable) {
                log.warn(file.getKey().replace('/', '.') + " cannot be read and would be left alone: " + unreadable);
            }
        }
        addReached(finder, files, registry, methods);
        methods.removeIf(method -> isRefused(method, registry.current()));
        List<String> libraries = new ArrayList<>();
        boolean refused = addProblems(registry.current(), problems);
        for (ActivePreset preset : registry.active()) {
            LibraryLook look = PresetCoverage.of(preset.preset(), files, log);
            if (look != null) {
                libraries.add(look.seen());
            }
            if (look != null && look.isAnyLost()) {
                problems.add(look.text());
            }
        }
        problems.addAll(ShadedCopies.of(registry, log).in(files.packages(), files));
        return new Matches(methods, libraries, problems, refused, files.all().size());
    }

    private static void addMethods(
            String name,
            byte[] bytes,
            CandidateFinder finder,
            ClassFiles files,
            RuleRegistry registry,
            List<Method> methods,
            List<String> problems) {
        Candidate candidate = finder.find(name, files, null, bytes);
        if (candidate == null) {
            return;
        }
        MatchedClassWeaver.captures(name, null, candidate);
        ClassOutline outline = ClassOutline.of(new ClassReader(bytes), candidate);
        MethodChoice choice = new MethodChoice(outline, files, registry.current(), registry.reached());
        for (List<MethodChoice.Match> ofMethod : choice.choose(candidate).values()) {
            for (MethodChoice.Match match : ofMethod) {
                if (match.rule().role() == null) {
                    methods.add(new Method(
                            match.operation(),
                            match.rule().layer(),
                            signature(name, match.method()),
                            match.rule().source()));
                    String sentence = match.rule().isPreset() ? null : Unfollowable.sentence(name, match);
                    if (sentence != null) {
                        problems.add(sentence);
                    }
                }
            }
        }
    }

    /** Adds what only classes that come later in the jars show about classes before them. */
    private static void addReached(
            CandidateFinder finder, ClassFiles files, RuleRegistry registry, List<Method> methods) {
        for (String name : registry.reached().names(files)) {
            byte[] bytes = files.all().get(name);
            if (bytes != null) {
                List<Method> again = new ArrayList<>();
                addMethods(name, bytes, finder, files, registry, again, new ArrayList<>());
                again.removeAll(methods);
                methods.addAll(again);
            }
        }
    }

    private static boolean isRefused(Method method, RuleSet rules) {
        for (Rule rule : rules.all()) {
            if (rule.sightings().refused() && rule.source().equals(method.source())) {
                return true;
            }
        }
        return false;
    }

    private static boolean addProblems(RuleSet rules, List<String> problems) {
        boolean refused = false;
        for (Rule rule : rules.all()) {
            Sightings seen = rule.sightings();
            if (seen.refused()) {
                refused = true;
                problems.add(UnmatchedReport.tooMany(rule));
            } else if (seen.methods() == 0 && !rule.isPreset()) {
                problems.add(rule.source() + ": '" + rule.pattern() + "' matches nothing: " + whyNothing(seen));
            }
        }
        return refused;
    }

    private static String whyNothing(Sightings seen) {
        if (seen.obstacle() != null) {
            return seen.obstacle();
        }
        if (seen.isDeclared()) {
            return "no implementation is here; one that is made while the application runs, such as a JDK proxy, is timed then";
        }
        return seen.firstType() == null ? "no such type is here" : "its type is here, such a method is not";
    }

    private static String signature(String type, MethodOutline method) {
        StringBuilder text = new StringBuilder(type.replace('/', '.'))
                .append('#')
                .append(method.name)
                .append('(');
        String separator = "";
        for (Type parameter : Type.getArgumentTypes(method.descriptor)) {
            String name = parameter.getClassName();
            text.append(separator).append(name.substring(name.lastIndexOf('.') + 1));
            separator = ",";
        }
        return text.append(')').toString();
    }
}
