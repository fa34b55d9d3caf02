package io.nightjar.preset;

import io.nightjar.config.OperationDefinition;
import io.nightjar.match.Glob;
import io.nightjar.pattern.Pattern;
import io.nightjar.pattern.ValuePath;
import io.nightjar.record.GenAi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a preset's text: lines {@code key = value}, {@code #} begins a comment line, a line that ends in a comma goes on
 * in the next.
 *
 * <pre>
 * packages = ai.onnxruntime                   a class there activates the preset; several, comma separated
 * library = group:artifact                    its name in messages, where its version is unknown to the preset
 * versions = 1.0 - 1.23                       of the library, that this was checked against
 * layer = engine                              orchestration, framework, client or engine
 * latency.threshold = 30s                     for calls that have none of their own
 * stuck.threshold = 5m
 * CALL.match = pattern, pattern, !pattern     the operation is PRESET.CALL
 * CALL.known-by = type, type                  any of them is there in whatever version of the library has such calls
 * CALL.complete = auto                        return, future, publisher, callback, iterator, coroutine or auto
 * CALL.label.NAME = path | path               the first path that leads to a value
 * CALL.tokens.input = path | path
 * CALL.tokens.output = path | path
 * CALL.error.code = path | path               from thrown: the code of a failure, such as an HTTP status; error.code of all calls
 * CALL.only = path | path, glob, glob         from this or an argument: only calls count whose value is like one of the globs
 * only = glob, glob                           of the calls whose condition has no glob of its own
 * CALL.failed = path                          a call that returned has failed where this leads to something
 * CALL.failed = path, glob, glob              or where its value is like one of the globs
 * gen-ai.provider = openai                    how OpenTelemetry calls who answers the calls with an operation
 * CALL.gen-ai.operation = chat                how it calls them: chat, embeddings, text_completion or generate_content
 * CALL.until = path                           of a call that streams: a future in its result, or that itself, which ends it
 * CALL.layer, CALL.latency.threshold, CALL.stuck.threshold
 * follow.STREAM.type = type                   a handler, or what streaming calls return
 * follow.STREAM.ROLE = method, method         ROLE: chunk, complete, error, close, next, more, chunks, handler
 *                                             or wraps, of which the method is &lt;init>
 * follow.STREAM.last = path | path            any says of a chunk, its root result, that it is the last one
 * keep.match = pattern                        constructors whose argument is the model's name, or its file's path
 * keep.value = argN                           which; the path 'kept' leads to it in calls of that object
 * </pre>
 *
 * Confined to one thread.
 */
public final class PresetReader {
    private static final String[] CALL_KEYS = {
        ".match",
        ".known-by",
        ".complete",
        ".until",
        ".tokens.input",
        ".tokens.output",
        ".error.code",
        ".failed",
        ".only",
        ".gen-ai.operation",
        ".layer",
        ".latency.threshold",
        ".stuck.threshold"
    };

    private final String name;
    private final PresetValues values;

    private PresetReader(String name, PresetValues values) {
        this.name = name;
        this.values = values;
    }

    /**
     * The preset of that name.
     *
     * @param excluded patterns that the user excludes from all of it
     * @throws PresetException where the text cannot be read, with the line
     */
    public static Preset read(String name, String text, List<Pattern> excluded) {
        PresetReader reader = new PresetReader(name, PresetValues.read(name, text));
        List<String> packages = reader.packages();
        List<Rule> rules = new ArrayList<>();
        for (String key : reader.values.keys()) {
            reader.addRules(key, excluded, rules);
        }
        if (rules.isEmpty()) {
            throw new PresetException(name, 0, "no call: write <call>.match = <pattern>");
        }
        return new Preset(
                name, packages, rules, reader.values.get("library", name), reader.versions(), reader.knownBy());
    }

    private List<String> packages() {
        String listed = values.get("packages");
        if (listed == null) {
            throw new PresetException(name, 0, "'packages' is missing: the packages of the library");
        }
        List<String> packages = new ArrayList<>();
        for (String each : Pattern.split(listed)) {
            if (each.isEmpty() || each.indexOf('*') >= 0) {
                throw values.problem("packages", "'" + each + "' is no package");
            }
            packages.add(each.replace('.', '/') + '/');
        }
        return packages;
    }

    private VersionRanges versions() {
        String listed = values.get("versions");
        try {
            return listed == null ? VersionRanges.UNKNOWN : VersionRanges.parse(listed);
        } catch (IllegalArgumentException problem) {
            throw values.problem("versions", "versions: " + problem.getMessage());
        }
    }

    /** By call. */
    private Map<String, List<String>> knownBy() {
        Map<String, List<String>> knownBy = new LinkedHashMap<>();
        for (String key : values.keys()) {
            if (key.endsWith(".known-by")) {
                String call = key.substring(0, key.length() - ".known-by".length());
                knownBy.put(call, Pattern.split(values.get(key)));
            }
        }
        return knownBy;
    }

    private void addRules(String key, List<Pattern> excluded, List<Rule> rules) {
        if (key.startsWith("follow.")) {
            addFollowing(key, rules);
        } else if (key.equals("keep.match")) {
            addKeeping(rules);
        } else if (key.endsWith(".match")) {
            addCall(key.substring(0, key.length() - ".match".length()), excluded, rules);
        } else if (!isKnown(key)) {
            throw values.problem(key, "unknown key '" + key + "'");
        }
    }

    private boolean isKnown(String key) {
        if (key.equals("error.code")
                || key.equals("packages")
                || key.equals("library")
                || key.equals("versions")
                || key.equals("layer")
                || key.equals(CallCondition.OF_ALL)
                || key.equals("gen-ai.provider")
                || isThreshold(key)) {
            return true;
        }
        if (key.equals("keep.value")) {
            return values.has("keep.match");
        }
        int label = key.indexOf(".label.");
        if (label > 0) {
            return values.has(key.substring(0, label) + ".match");
        }
        for (String suffix : CALL_KEYS) {
            if (key.endsWith(suffix)) {
                return values.has(key.substring(0, key.length() - suffix.length()) + ".match");
            }
        }
        return false;
    }

    private static boolean isThreshold(String key) {
        return key.equals("latency.threshold") || key.equals("stuck.threshold");
    }

    private void addCall(String call, List<Pattern> excluded, List<Rule> rules) {
        String layer = values.ofCall(call, "layer", "engine");
        String completeKey = call + ".complete";
        String completion = values.get(completeKey, Rule.AUTO);
        if (!OperationDefinition.COMPLETIONS.contains(completion)) {
            throw values.problem(
                    completeKey,
                    "'" + completion + "' is none of " + String.join(", ", OperationDefinition.COMPLETIONS));
        }
        Labels labels = labels(call);
        CallCondition only = values.has(call + ".only") ? CallCondition.read(values, call + ".only") : null;
        List<Pattern> without = new ArrayList<>(excluded);
        List<Pattern> with = new ArrayList<>();
        for (String entry : Pattern.split(values.get(call + ".match"))) {
            if (entry.startsWith("!")) {
                without.add(values.pattern(call + ".match", entry.substring(1)));
            } else {
                if (only != null && (entry.endsWith("<init>") || entry.contains("<init>("))) {
                    throw values.problem(call + ".only", call + ".only: no constructor's calls can have a condition");
                }
                with.add(values.pattern(call + ".match", entry));
            }
        }
        for (Pattern pattern : with) {
            rules.add(new Rule(
                    "preset " + name + ", " + call,
                    pattern,
                    without,
                    "preset " + name + ' ' + layer,
                    name + '.' + call,
                    layer,
                    values.threshold(call, "latency.threshold"),
                    values.threshold(call, "stuck.threshold"),
                    completion,
                    labels,
                    until(call),
                    null,
                    only,
                    new Sightings()));
        }
    }

    private void addFollowing(String key, List<Rule> rules) {
        int dot = key.indexOf('.', "follow.".length());
        String part = dot < 0 ? "" : key.substring(dot + 1);
        if (part.equals("type")) {
            return;
        }
        if (part.equals("last")) {
            checkLast(key);
            return;
        }
        StreamRole role = StreamRole.of(part);
        String type = dot < 0 ? null : values.get(key.substring(0, dot) + ".type");
        if (role == null || type == null) {
            throw values.problem(
                    key,
                    "'" + key + "' is not of the form follow.<stream>.type or "
                            + "follow.<stream>.<chunk, complete, error, close, next, more, chunks, handler, wraps or last>");
        }
        // A method is looked for in all that inherit it; what wraps handlers is a class alone, whose private methods
        // count too.
        boolean wraps = values.has(key.substring(0, dot) + ".wraps");
        for (String method : Pattern.split(values.get(key))) {
            if (role == StreamRole.WRAPS && !method.startsWith("<init>")) {
                throw values.problem(key, "'" + method + "' is no constructor: a handler is wrapped by <init>");
            }
            rules.add(new Rule(
                    "preset " + name + ", " + key,
                    values.pattern(key, (wraps ? type : '+' + type) + '#' + method),
                    List.of(),
                    "stream " + name + ' ' + type,
                    null,
                    "",
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Rule.RETURN,
                    Labels.NONE,
                    role == StreamRole.CLOSE ? anyUntil() : null,
                    role,
                    null,
                    new Sightings()));
        }
    }

    /** Where the streams of this preset's calls have a future that ends them; null for none. */
    private @Nullable ValuePath anyUntil() {
        for (String key : values.keys()) {
            if (key.endsWith(".until")) {
                return values.paths(key).get(0);
            }
        }
        return null;
    }

    private void addKeeping(List<Rule> rules) {
        List<ValuePath> value = values.paths("keep.value");
        if (value.size() != 1 || value.get(0).root() != ValuePath.Root.ARGUMENT) {
            throw values.problem("keep.match", "keep.value must be one argument, such as arg0");
        }
        Labels labels = new Labels(Map.of("kept", value), List.of(), List.of(), null);
        for (String entry : Pattern.split(values.get("keep.match"))) {
            rules.add(new Rule(
                    "preset " + name + ", keep.match",
                    values.pattern("keep.match", entry),
                    List.of(),
                    "keep " + name,
                    null,
                    "",
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Rule.RETURN,
                    labels,
                    null,
                    StreamRole.KEEP,
                    null,
                    new Sightings()));
        }
    }

    /** What says of a chunk that it is the last one, in all streams of this preset. */
    private List<ValuePath> lastPaths(String completion) {
        List<ValuePath> paths = new ArrayList<>();
        for (String key : values.keys()) {
            if (isLast(key) && !completion.equals(Rule.RETURN) && !completion.equals("future")) {
                paths.addAll(values.paths(key));
            }
        }
        return paths;
    }

    private static boolean isLast(String key) {
        return key.startsWith("follow.") && key.endsWith(".last");
    }

    private void checkLast(String key) {
        for (ValuePath path : values.paths(key)) {
            if (path.root() != ValuePath.Root.RESULT) {
                throw values.problem(key, key + ": '" + path + "' begins with no chunk: write result.<name>");
            }
        }
    }

    private @Nullable ValuePath until(String call) {
        List<ValuePath> paths = values.paths(call + ".until");
        return paths.isEmpty() ? null : paths.get(0);
    }

    private List<ValuePath> errorCode(String key) {
        List<ValuePath> paths = values.paths(key);
        for (ValuePath path : paths) {
            if (path.root() != ValuePath.Root.THROWN) {
                throw values.problem(key, "the code of a failure is read from what was thrown: thrown.statusCode");
            }
        }
        return paths;
    }

    private Labels labels(String call) {
        Map<String, List<ValuePath>> paths = new LinkedHashMap<>();
        String prefix = call + ".label.";
        for (String key : values.keys()) {
            if (key.startsWith(prefix)) {
                paths.put(key.substring(prefix.length()), values.paths(key));
            }
        }
        Labels labels = new Labels(
                paths,
                values.paths(call + ".tokens.input"),
                values.paths(call + ".tokens.output"),
                failed(call),
                lastPaths(values.get(call + ".complete", Rule.AUTO)),
                Map.of(),
                errorCode(values.has(call + ".error.code") ? call + ".error.code" : "error.code"),
                genAi(call),
                failedLike(call));
        return labels.isEmpty() && labels.genAi() == null ? Labels.NONE : labels;
    }

    /** Where a failure stands that a call returns; null for none. */
    private @Nullable ValuePath failed(String call) {
        String key = call + ".failed";
        if (!values.has(key)) {
            return null;
        }
        List<ValuePath> paths = values.pathsBeforeGlobs(key);
        if (paths.size() > 1) {
            throw values.problem(key, key + ": one path, as its text stands in an operation's errors");
        }
        return paths.get(0);
    }

    /** What a failure that a call returns is like; none where it is whatever its path leads to. */
    private List<Glob> failedLike(String call) {
        String key = call + ".failed";
        List<String> parts = Pattern.split(values.get(key, ""));
        return parts.size() < 2 ? List.of() : CallCondition.globs(values, key, parts.subList(1, parts.size()));
    }

    /** Null where the calls are none of a generative model. */
    private @Nullable GenAi genAi(String call) {
        String key = call + ".gen-ai.operation";
        String operation = values.get(key);
        if (operation == null) {
            return null;
        }
        String provider = values.get("gen-ai.provider");
        if (provider == null || provider.isEmpty() || operation.isEmpty()) {
            throw values.problem(key, key + " needs gen-ai.provider: who answers the calls, such as openai");
        }
        return new GenAi(provider, operation);
    }
}
