package io.nightjar.weave.match;

import io.nightjar.log.AgentLog;
import io.nightjar.pattern.PresetNames;
import io.nightjar.preset.Preset;
import io.nightjar.preset.PresetException;
import io.nightjar.preset.PresetReader;
import io.nightjar.preset.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds copies of presets' libraries that a build moved into other packages, such as {@code shaded.com.openai}: by the names
 * of an application's packages, which are few beside its classes, and then by a type that the preset names. Immutable.
 */
public final class ShadedCopies {
    private final List<PresetNames.Entry> presets;
    private final List<Rule> rules;
    private final AgentLog log;

    /**
     * For the presets that are watched.
     *
     * @param rules all that are active: what they watch is not reported
     */
    private ShadedCopies(List<PresetNames.Entry> presets, List<Rule> rules, AgentLog log) {
        this.presets = presets;
        this.rules = rules;
        this.log = log;
    }

    public static ShadedCopies of(RuleRegistry registry, AgentLog log) {
        return new ShadedCopies(registry.shippedPresets(), registry.rules(), log);
    }

    /**
     * A line for each copy.
     *
     * @param packages dotted names of the packages that a loader has
     */
    public List<String> in(Iterable<String> packages, ClassLoader loader) {
        Set<String> asked = new LinkedHashSet<>();
        List<String> lines = new ArrayList<>();
        for (String name : packages) {
            for (PresetNames.Entry preset : presets) {
                String prefix = prefix(name, preset);
                if (prefix != null && asked.add(preset.name() + ' ' + prefix)) {
                    String line = line(preset.name(), prefix, loader);
                    if (line != null) {
                        lines.add(line);
                    }
                }
            }
        }
        return lines;
    }

    /** What stands before a package of a library in the name of another package, with its dot; null where none does. */
    private static @Nullable String prefix(String name, PresetNames.Entry preset) {
        for (String slashed : preset.packages()) {
            String own = slashed.substring(0, slashed.length() - 1).replace('/', '.');
            int at = name.indexOf(own);
            int end = at + own.length();
            if (at > 1 && name.charAt(at - 1) == '.' && (end == name.length() || name.charAt(end) == '.')) {
                return name.substring(0, at);
            }
        }
        return null;
    }

    private @Nullable String line(String name, String prefix, ClassLoader loader) {
        try {
            Preset preset = PresetReader.read(name, RuleRegistry.shipped(name), List.of());
            for (Rule rule : preset.rules()) {
                String type = rule.pattern().type().text();
                String moved = (prefix + type).replace('.', '/');
                if (rule.operation() != null
                        && PatternMethods.isOneType(rule)
                        && LoaderFiles.read(moved, loader) != null) {
                    return isWatched(moved) ? null : line(preset, rule, prefix, moved, loader);
                }
            }
        } catch (PresetException | IOException problem) {
            log.failure("weave.preset", problem);
        } catch (RuntimeException | LinkageError failure) {
            // The application's own loader is asked here, which may throw what it likes.
            log.failure("weave.coverage", failure);
        }
        return null;
    }

    private boolean isWatched(String type) {
        for (Rule rule : rules) {
            if (rule.pattern().type().matches(type)) {
                return true;
            }
        }
        return false;
    }

    private static String line(Preset preset, Rule rule, String prefix, String type, ClassLoader loader) {
        LibraryVersion found = LibraryVersion.of(preset.library(), type, loader);
        String packages = preset.packages().get(0).replace('/', '.');
        String moved = prefix + packages.substring(0, packages.length() - 1);
        String call = rule.operation().substring(preset.name().length() + 1);
        return "preset " + preset.name() + " does not see the copy of " + found.library()
                + (found.version() == null ? "" : ' ' + found.version()) + " under " + moved
                + "; a preset of your own with packages = " + moved + " does, by lines such as " + call + ".match = "
                + rule.pattern().text().replace(packages, moved + '.');
    }
}
