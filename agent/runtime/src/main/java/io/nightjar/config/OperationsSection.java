package io.nightjar.config;

import io.nightjar.config.OperationLimitsTable.OperationOverrides;
import io.nightjar.detect.ThroughputArm;
import io.nightjar.match.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code operation.<name>.…}: the user's own operations, and what is set for some. Confined to one thread. */
final class OperationsSection {
    static final List<String> LAYERS = List.of("orchestration", "framework", "client", "engine", "custom");

    private final Values values;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, OperationOverrides> overrides = new LinkedHashMap<>();
    private final Map<String, Read> read = new LinkedHashMap<>();

    OperationsSection(Values values) {
        this.values = values;
        for (Setting setting : values.all()) {
            read(setting);
        }
    }

    private void read(Setting setting) {
        String name = setting.name().name();
        switch (setting.name().family()) {
            case MATCH -> readMatch(draft(setting), setting);
            case COMPLETE -> draft(setting).complete = word(setting, OperationDefinition.COMPLETIONS);
            case LAYER -> draft(setting).layer = word(setting, LAYERS);
            case OPERATION_LABEL -> readLabel(read(name), setting);
            case OPERATION_DETAIL -> readDetail(read(name), setting);
            case OPERATION_FAILED -> readFailed(read(name), setting);
            case OPERATION -> {
                OperationOverrides own = overrides.get(name);
                if (own == null) {
                    own = new OperationOverrides(name);
                    overrides.put(name, own);
                }
                fill(own, setting.name().key(), setting);
            }
            default -> {}
        }
    }

    private Draft draft(Setting setting) {
        String name = setting.name().name();
        Draft draft = drafts.get(name);
        if (draft == null) {
            draft = new Draft(setting);
            drafts.put(name, draft);
        }
        return draft;
    }

    private void readMatch(Draft draft, Setting setting) {
        draft.patterns = TextList.of(setting.value());
        if (draft.patterns.isEmpty()) {
            values.report(setting, "must be ".concat(Kind.PATTERNS.allowed()), "");
        }
        for (String pattern : draft.patterns) {
            boolean excluded = pattern.charAt(0) == '!';
            WatchSection.checkPattern(
                    values, setting, excluded ? pattern.substring(1).strip() : pattern);
        }
    }

    private String word(Setting setting, List<String> allowed) {
        if (!allowed.contains(setting.value())) {
            StringBuilder message = new StringBuilder("must be one of");
            for (int i = 0; i < allowed.size(); i++) {
                message.append(i == 0 ? " " : ", ").append(allowed.get(i));
            }
            values.report(setting, message.toString(), Nearest.of(setting.value(), allowed));
        }
        return setting.value();
    }

    private Read read(String name) {
        Read known = read.get(name);
        if (known == null) {
            known = new Read();
            read.put(name, known);
        }
        return known;
    }

    private void readFailed(Read own, Setting setting) {
        WatchSection.checkPath(values, setting);
        if (isOfThrown(setting.value())) {
            values.report(
                    setting,
                    "a call that returned threw nothing: the path begins with this, arg0 to arg254, result or mdc",
                    "");
        } else if (isAlwaysThere(setting.value().strip())) {
            values.report(setting, "every call has that: the path begins with this, arg0 to arg254, result or mdc", "");
        }
        own.failed = setting.value();
    }

    private static boolean isOfThrown(String path) {
        String text = path.strip();
        return text.equals("thrown") || text.startsWith("thrown.");
    }

    private static boolean isAlwaysThere(String path) {
        return path.equals("thread") || path.equals("loader") || path.equals("trace");
    }

    private void readDetail(Read own, Setting setting) {
        if (!LabelName.isValid(setting.name().label())) {
            values.report(setting, "a detail's name is made of letters, digits and _, and begins with no digit", "");
        }
        WatchSection.checkPath(values, setting);
        own.details.put(setting.name().label(), setting.value());
    }

    private void readLabel(Read own, Setting setting) {
        String label = setting.name().label();
        if (!LabelName.isValid(label)) {
            values.report(setting, LabelName.ALLOWED, "");
        } else if (LabelName.isReservedForOperation(label)) {
            values.report(setting, "the label ".concat(label).concat(" is Nightjar's own"), "");
        }
        WatchSection.checkPath(values, setting);
        own.labels.put(label, setting.value());
    }

    /** Takes over one value, of one operation or, by the global keys, of all. */
    private void fill(OperationOverrides own, @Nullable Key key, Setting setting) {
        switch (key) {
            case LATENCY_THRESHOLD -> own.latencyNanos = values.nanos(key, setting);
            case STUCK_THRESHOLD -> own.stuckNanos = values.nanos(key, setting);
            case ERROR_RATE_THRESHOLD -> own.errorRate = values.share(key, setting);
            case ERROR_RATE_MIN_REQUESTS -> own.minRequests = values.count(key, setting);
            case ERRORS_IGNORE -> own.errorsIgnore = classNames(setting);
            case THROUGHPUT_THRESHOLD -> own.throughputPerSecond = values.perSecond(key, setting);
            case THROUGHPUT_ARM -> own.arm = arm(values.choice(key, setting));
            case SEVERITY_ERROR -> own.severityError = values.ratio(key, setting);
            case SEVERITY_CRITICAL -> own.severityCritical = values.ratio(key, setting);
            case ANOMALY_ENABLED -> own.learns = values.flag(key, setting);
            case ANOMALY_SIGNALS -> own.signals = values.choices(key, setting);
            case WINDOW -> own.window = Duration.ofNanos(values.nanos(key, setting));
            default -> throw new IllegalStateException(key.text().concat(" is no key of an operation"));
        }
    }

    private List<String> classNames(@Nullable Setting setting) {
        List<String> names = setting == null ? List.of() : TextList.of(setting.value());
        for (String name : names) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c != '.' && !Character.isJavaIdentifierPart(c)) {
                    values.report(setting, "must be ".concat(Kind.CLASSES.allowed()), "");
                    return names;
                }
            }
        }
        return names;
    }

    private static ThroughputArm arm(String word) {
        return word.equals("always") ? ThroughputArm.ALWAYS : ThroughputArm.REACHED;
    }

    /** The named operations; one that has no {@code match}, or a glob for a name, is a problem. */
    List<OperationDefinition> definitions() {
        List<OperationDefinition> definitions = new ArrayList<>();
        for (Draft draft : drafts.values()) {
            String name = draft.first.name().name();
            if (Glob.isGlob(name)) {
                values.report(
                        draft.first,
                        "a named operation has no * in its name: only thresholds, limits, labels, details and failed have",
                        "");
            } else if (draft.patterns == null) {
                values.report(
                        draft.first,
                        "operation.".concat(name).concat(".match is needed: it says which calls are meant"),
                        "");
            } else {
                definitions.add(new OperationDefinition(name, draft.patterns, draft.complete, draft.layer));
            }
        }
        return definitions;
    }

    /** What is read of calls, the most specific names first. */
    List<OperationValues> values() {
        List<String> names = new ArrayList<>(read.keySet());
        if (names.size() > 1) {
            names.sort(new SpecificFirst());
        }
        List<OperationValues> all = new ArrayList<>(names.size());
        for (String name : names) {
            Read own = read.get(name);
            all.add(new OperationValues(name, own.labels, own.details, own.failed));
        }
        return all;
    }

    OperationLimitsTable limits() {
        OperationOverrides global = global();
        checkBands(global, global);
        List<String> names = new ArrayList<>(overrides.keySet());
        if (names.size() > 1) {
            names.sort(new SpecificFirst());
        }
        List<OperationOverrides> specificFirst = new ArrayList<>(names.size());
        for (String name : names) {
            specificFirst.add(overrides.get(name));
        }
        for (OperationOverrides own : specificFirst) {
            checkBands(own, global);
        }
        return new OperationLimitsTable(global, specificFirst);
    }

    private OperationOverrides global() {
        OperationOverrides global = new OperationOverrides("");
        Setting latency = values.find(Key.LATENCY_THRESHOLD);
        Setting stuck = values.find(Key.STUCK_THRESHOLD);
        global.latencyNanos = latency == null ? null : (Long) values.nanos(Key.LATENCY_THRESHOLD, latency);
        global.stuckNanos = stuck == null ? null : (Long) values.nanos(Key.STUCK_THRESHOLD, stuck);
        global.errorRate = values.share(Key.ERROR_RATE_THRESHOLD);
        global.minRequests = values.count(Key.ERROR_RATE_MIN_REQUESTS, values.find(Key.ERROR_RATE_MIN_REQUESTS));
        global.errorsIgnore = classNames(values.find(Key.ERRORS_IGNORE));
        global.throughputPerSecond = values.perSecond(Key.THROUGHPUT_THRESHOLD, values.find(Key.THROUGHPUT_THRESHOLD));
        global.arm = arm(values.choice(Key.THROUGHPUT_ARM));
        global.severityError = values.ratio(Key.SEVERITY_ERROR, values.find(Key.SEVERITY_ERROR));
        global.severityCritical = values.ratio(Key.SEVERITY_CRITICAL, values.find(Key.SEVERITY_CRITICAL));
        global.window = values.duration(Key.WINDOW);
        global.learns = values.flag(Key.ANOMALY_ENABLED);
        global.signals = values.choices(Key.ANOMALY_SIGNALS);
        return global;
    }

    private void checkBands(OperationOverrides own, OperationOverrides global) {
        double error = own.severityError == null ? global.severityError : own.severityError;
        double critical = own.severityCritical == null ? global.severityCritical : own.severityCritical;
        if (error <= critical || own.severityError == null && own.severityCritical == null) {
            return;
        }
        String prefix = own.name.isEmpty() ? "" : "operation.".concat(own.name).concat(".");
        values.reportBands(prefix, Key.SEVERITY_ERROR, Key.SEVERITY_CRITICAL);
    }

    /** A named operation while its keys are read. */
    private static final class Draft {
        final Setting first;

        @Nullable
        List<String> patterns;

        String complete = "auto";
        String layer = "custom";

        Draft(Setting first) {
            this.first = first;
        }
    }

    /** What is read of calls, while its keys are read. */
    private static final class Read {
        final Map<String, String> labels = new LinkedHashMap<>();
        final Map<String, String> details = new LinkedHashMap<>();

        @Nullable
        String failed;
    }

    /** Names before globs, globs by how much they spell out, equals by the alphabet. */
    private static final class SpecificFirst implements Comparator<String> {
        @Override
        public int compare(String left, String right) {
            if (Glob.isGlob(left) != Glob.isGlob(right)) {
                return Glob.isGlob(left) ? 1 : -1;
            }
            int literal = Glob.literalCharacters(right) - Glob.literalCharacters(left);
            return literal != 0 ? literal : left.compareTo(right);
        }
    }
}
