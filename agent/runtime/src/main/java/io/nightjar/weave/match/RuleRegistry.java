package io.nightjar.weave.match;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.WatchSettings;
import io.nightjar.host.RegularFile;
import io.nightjar.log.AgentLog;
import io.nightjar.pattern.Pattern;
import io.nightjar.pattern.PatternException;
import io.nightjar.pattern.PresetNames;
import io.nightjar.preset.Labels;
import io.nightjar.preset.OwnLabels;
import io.nightjar.preset.Preset;
import io.nightjar.preset.PresetException;
import io.nightjar.preset.PresetReader;
import io.nightjar.preset.Rule;
import io.nightjar.preset.Sightings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What is to be watched: the rules that are active, and the presets that are inactive. Thread-safe. */
public final class RuleRegistry {
    /** Of loaders that have a library more are not looked at. */
    private static final int MOST_ACTIVE = 200;

    private static final String PRESETS = "/io/nightjar/preset/";

    private final AgentLog log;
    private final OwnLabels ownLabels;
    private final List<Rule> rules = new ArrayList<>();
    private final List<InactivePreset> inactive = new ArrayList<>();
    /** Those of the agent that are watched, active or not. */
    private final List<PresetNames.Entry> shipped = new ArrayList<>();

    private final List<ActivePreset> active = new CopyOnWriteArrayList<>();
    private final ReachedMethods reached = new ReachedMethods();
    private volatile RuleSet current;

    private RuleRegistry(OwnLabels ownLabels, AgentLog log) {
        this.ownLabels = ownLabels;
        this.log = log;
        this.current = new RuleSet(rules, inactive, ownLabels, false);
    }

    /** The rules of these settings; what cannot be followed is logged and left out. */
    public static RuleRegistry of(WatchSettings settings, AgentLog log) {
        RuleRegistry registry = new RuleRegistry(OwnLabels.of(settings.values(), log), log);
        registry.addOperations(settings.operations());
        registry.addWatched(settings);
        registry.current = new RuleSet(registry.rules, registry.inactive, registry.ownLabels, false);
        return registry;
    }

    public RuleSet current() {
        return current;
    }

    /** The methods that calls through types reach in classes which do not descend from them. */
    public ReachedMethods reached() {
        return reached;
    }

    /** The presets shipped with the agent whose libraries were seen, one for each loader that has its types. */
    public List<ActivePreset> active() {
        return active;
    }

    /** The presets shipped with the agent that are watched, whether their libraries were seen or not. */
    List<PresetNames.Entry> shippedPresets() {
        return shipped;
    }

    /**
     * Takes note of a loader that has a type which a preset names: each may have a version of its own.
     *
     * @param name internal name of a class of that loader
     */
    public void seen(Candidate candidate, String name, ClassLoader loader) {
        for (Rule rule : candidate.named()) {
            seen(rule, name, loader);
        }
        for (Rule rule : candidate.inherited()) {
            seen(rule, name, loader);
        }
    }

    private void seen(Rule rule, String name, ClassLoader loader) {
        if (!rule.isPreset() || !rule.pattern().type().matches(name)) {
            return;
        }
        ActivePreset of = null;
        for (ActivePreset each : active) {
            if (each.has(rule)) {
                of = each;
                if (each.loader() == loader) {
                    return;
                }
            }
        }
        if (of != null && active.size() < MOST_ACTIVE) {
            active.add(new ActivePreset(of.preset(), loader, System.nanoTime()));
        }
    }

    /** Forgets what was found in loaders that are gone; of each preset one is kept, for the loaders to come. */
    public void forgetCollected() {
        for (ActivePreset each : active) {
            if (each.loader() == null && hasOther(each)) {
                active.remove(each);
            }
        }
    }

    private boolean hasOther(ActivePreset one) {
        for (ActivePreset each : active) {
            if (each != one && each.preset() == one.preset()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Activates a preset because its library is there; nothing happens where it is active.
     *
     * @param loader that first had the library; null where its version is not to be reported
     */
    public synchronized void activate(InactivePreset preset, @Nullable ClassLoader loader) {
        if (!removeInactive(preset)) {
            return;
        }
        try {
            Preset read = PresetReader.read(preset.name(), shipped(preset.name()), preset.excluded());
            rules.addAll(read.rules());
            if (loader != null) {
                read.rules().forEach(rule -> rule.sightings().judgedByVersion());
                active.add(new ActivePreset(read, loader, System.nanoTime()));
            }
        } catch (PresetException | IOException problem) {
            log.failure("weave.preset", problem);
        }
        current = new RuleSet(rules, inactive, ownLabels, true);
    }

    /** By identity: a record's own equals would cost the application's start a tenth of a second of bootstrapping. */
    private boolean removeInactive(InactivePreset preset) {
        for (int i = 0; i < inactive.size(); i++) {
            if (inactive.get(i) == preset) {
                inactive.remove(i);
                return true;
            }
        }
        return false;
    }

    /** Activates all presets. */
    public void activateAll() {
        for (InactivePreset preset : List.copyOf(current.inactive)) {
            activate(preset, null);
        }
    }

    /** All rules that are active. */
    public synchronized List<Rule> rules() {
        return List.copyOf(rules);
    }

    private void addOperations(List<OperationDefinition> operations) {
        for (OperationDefinition operation : operations) {
            List<Pattern> excluded = patterns(operation.patterns(), true);
            for (Pattern pattern : patterns(operation.patterns(), false)) {
                rules.add(new Rule(
                        "operation." + operation.name() + ".match",
                        pattern,
                        excluded,
                        "operation " + operation.name(),
                        operation.name(),
                        operation.layer(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        operation.complete(),
                        Labels.NONE,
                        null,
                        null,
                        null,
                        new Sightings()));
            }
        }
    }

    private void addWatched(WatchSettings settings) {
        List<String> entries = settings.entries();
        List<String> patternEntries = new ArrayList<>();
        List<String> presets = new ArrayList<>();
        List<String> without = new ArrayList<>();
        boolean auto = false;
        for (String entry : entries) {
            boolean excluded = entry.startsWith("!");
            String name = excluded ? entry.substring(1).strip() : entry;
            if (!Pattern.looksLikePreset(name)) {
                patternEntries.add(entry);
            } else if (excluded) {
                without.add(name);
            } else if (name.equals("auto")) {
                auto = true;
            } else {
                presets.add(name);
            }
        }
        List<Pattern> excluded = patterns(patternEntries, true);
        for (Pattern pattern : patterns(patternEntries, false)) {
            rules.add(watched(pattern, excluded));
        }
        if (auto || !presets.isEmpty()) {
            addPresets(auto, presets, without, excluded, settings.directory());
        }
    }

    private static Rule watched(Pattern pattern, List<Pattern> excluded) {
        return new Rule(
                "watch pattern " + pattern,
                pattern,
                excluded,
                "watch " + pattern,
                null,
                "custom",
                OptionalLong.empty(),
                OptionalLong.empty(),
                Rule.AUTO,
                Labels.NONE,
                null,
                null,
                null,
                new Sightings());
    }

    private void addPresets(
            boolean auto, List<String> named, List<String> without, List<Pattern> excluded, @Nullable Path directory) {
        List<String> own = PresetNames.in(directory);
        for (PresetNames.Entry entry : PresetNames.shipped()) {
            boolean meant = auto && !entry.named() || named.contains(entry.name());
            boolean wanted = meant && !without.contains(entry.name());
            if (wanted && !own.contains(entry.name())) {
                inactive.add(new InactivePreset(entry.name(), entry.packages(), excluded));
                shipped.add(entry);
            }
        }
        for (String name : own) {
            if ((auto || named.contains(name)) && !without.contains(name)) {
                addOwn(name, directory.resolve(name + PresetNames.SUFFIX), excluded);
            }
        }
    }

    private void addOwn(String name, Path file, List<Pattern> excluded) {
        try {
            rules.addAll(PresetReader.read(name, text(file), excluded).rules());
        } catch (PresetException problem) {
            log.error(problem.getMessage() + " (" + file + "); it is left out");
        } catch (IOException | RuntimeException unreadable) {
            log.error("preset " + name + ": " + file + " cannot be read: " + unreadable + "; it is left out");
        }
    }

    private List<Pattern> patterns(List<String> entries, boolean excluded) {
        List<Pattern> patterns = new ArrayList<>();
        for (String entry : entries) {
            if (entry.startsWith("!") == excluded) {
                try {
                    patterns.add(Pattern.parse(excluded ? entry.substring(1) : entry));
                } catch (PatternException problem) {
                    log.error("a pattern is left out: " + problem.getMessage());
                }
            }
        }
        return patterns;
    }

    /** The text of a preset of the user's own. */
    private static String text(Path file) throws IOException {
        try (InputStream in = RegularFile.read(file)) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        }
    }

    /** The text of a preset shipped with the agent. */
    public static String shipped(String name) throws IOException {
        try (InputStream in = RuleRegistry.class.getResourceAsStream(PRESETS + name + PresetNames.SUFFIX)) {
            if (in == null) {
                throw new IOException("the agent's jar lacks preset " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
