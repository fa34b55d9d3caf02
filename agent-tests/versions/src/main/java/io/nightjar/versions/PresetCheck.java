package io.nightjar.versions;

import io.nightjar.log.AgentLog;
import io.nightjar.pattern.ValuePath;
import io.nightjar.preset.Labels;
import io.nightjar.preset.Preset;
import io.nightjar.preset.PresetReader;
import io.nightjar.preset.Rule;
import io.nightjar.preset.StreamRole;
import io.nightjar.versions.PathTypes.Lead;
import io.nightjar.weave.match.ClassFiles;
import io.nightjar.weave.match.LibraryLook;
import io.nightjar.weave.match.PatternMethods;
import io.nightjar.weave.match.PresetCoverage;
import io.nightjar.weave.match.RuleRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription.Generic;

/** Checks every pattern and every value path of a preset against jars of its library, of which nothing is run. Confined to one thread. */
final class PresetCheck {
    private final Preset preset;
    private final ClassFiles files;
    private final JarTypes types;
    private final PathTypes paths;
    private final PatternMethods methods;
    private final List<Rule> follows;
    private final Set<String> leading = new LinkedHashSet<>();
    private final Set<String> all = new LinkedHashSet<>();

    private PresetCheck(Preset preset, ClassFiles files) {
        this.preset = preset;
        this.files = files;
        this.types = new JarTypes(files);
        this.paths = new PathTypes(types);
        this.methods = new PatternMethods(files);
        this.follows = preset.rules().stream()
                .filter(rule -> rule.role() != null && rule.role() != StreamRole.KEEP)
                .toList();
    }

    /** A check of a shipped preset against jars. */
    static PresetCheck of(String preset, List<Path> jars) throws IOException {
        return of(PresetReader.read(preset, RuleRegistry.shipped(preset), List.of()), jars);
    }

    static PresetCheck of(Preset preset, List<Path> jars) throws IOException {
        return new PresetCheck(preset, ClassFiles.of(jars));
    }

    /** What is seen. */
    Seen seen() {
        Map<String, List<Rule>> byCall = new LinkedHashMap<>();
        for (Rule rule : preset.rules()) {
            if (rule.operation() != null) {
                String call = rule.operation().substring(preset.name().length() + 1);
                byCall.computeIfAbsent(call, key -> new ArrayList<>()).add(rule);
            }
        }
        Map<String, Seen.Call> calls = new LinkedHashMap<>();
        byCall.forEach((call, rules) -> {
            List<PatternMethods.Declared> found = new ArrayList<>();
            rules.forEach(rule -> found.addAll(methodsOf(rule)));
            if (!found.isEmpty()) {
                calls.put(call, call(call, rules.get(0), found));
            }
        });
        LibraryLook look = PresetCoverage.of(preset, files, new AgentLog(AgentLog.Level.WARN, AgentLog.Format.TEXT));
        return new Seen(calls, look == null ? List.of() : look.lost());
    }

    /** The value paths that were followed, each behind the name of its key, without those that a failure's object begins. */
    Set<String> paths() {
        return all;
    }

    /** Those of which the types say nothing against that they lead to a value. */
    Set<String> leadingPaths() {
        return leading;
    }

    private List<PatternMethods.Declared> methodsOf(Rule rule) {
        if (PatternMethods.isOneType(rule)) {
            return methods.of(rule, rule.pattern().type().text().replace('.', '/'));
        }
        List<PatternMethods.Declared> found = new ArrayList<>();
        for (String name : files.all().keySet()) {
            if (rule.pattern().type().matches(name)) {
                found.addAll(methods.of(rule, name));
            }
        }
        return found;
    }

    private Seen.Call call(String call, Rule rule, List<PatternMethods.Declared> found) {
        boolean streams = false;
        Lead model = Lead.NOWHERE;
        Lead input = Lead.NOWHERE;
        Lead output = Lead.NOWHERE;
        Labels labels = rule.labels();
        for (PatternMethods.Declared each : found) {
            MethodDescription method = types.method(each.type(), each.name(), each.descriptor());
            CallTypes result = CallTypes.of(method, rule, follows, types);
            streams |= result.streams();
            for (Map.Entry<String, List<ValuePath>> label : labels.paths().entrySet()) {
                Lead lead = any(call + ".label." + label.getKey(), label.getValue(), rule, method, result);
                model = label.getKey().equals("model") ? model.or(lead) : model;
            }
            input = input.or(any(call + ".tokens.input", labels.inputTokens(), rule, method, result));
            output = output.or(any(call + ".tokens.output", labels.outputTokens(), rule, method, result));
            any("follow.last", labels.last(), rule, method, result);
            if (labels.failed() != null) {
                any(call + ".failed", List.of(labels.failed()), rule, method, result);
            }
        }
        boolean counts = input != Lead.NOWHERE;
        boolean written = labels.outputTokens().isEmpty() ? counts : output != Lead.NOWHERE;
        return new Seen.Call(streams, counts, written, model != Lead.NOWHERE);
    }

    private Lead any(String key, List<ValuePath> alternatives, Rule rule, MethodDescription method, CallTypes result) {
        Lead best = Lead.NOWHERE;
        for (ValuePath path : alternatives) {
            Lead lead = lead(path, rule, method, result);
            best = best.or(lead);
            all.add(key + " = " + path);
            if (lead != Lead.NOWHERE) {
                leading.add(key + " = " + path);
            }
        }
        return best;
    }

    private Lead lead(ValuePath path, Rule rule, MethodDescription method, CallTypes result) {
        if (path == Labels.KEPT) {
            boolean keeps = preset.rules().stream()
                    .anyMatch(each ->
                            each.role() == StreamRole.KEEP && !methodsOf(each).isEmpty());
            return keeps ? Lead.VALUE : Lead.NOWHERE;
        }
        return switch (path.root()) {
            case THIS -> paths.leadFromThis(owner(rule, method), path.names());
            case RESULT -> paths.lead(result.results(), path.names());
            case ARGUMENT ->
                path.argument() < method.getParameters().size()
                        ? paths.lead(
                                List.of(method.getParameters()
                                        .get(path.argument())
                                        .getType()),
                                path.names())
                        : Lead.NOWHERE;
            default -> Lead.OPEN;
        };
    }

    /** The type of which the receiver is: the pattern's, or where that is none, the one that declares the method. */
    private Generic owner(Rule rule, MethodDescription method) {
        return PatternMethods.isOneType(rule)
                ? types.type(rule.pattern().type().text().replace('.', '/'))
                : method.getDeclaringType().asGenericType();
    }
}
