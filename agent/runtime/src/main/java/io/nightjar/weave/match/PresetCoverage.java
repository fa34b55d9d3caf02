package io.nightjar.weave.match;

import io.nightjar.log.AgentLog;
import io.nightjar.pattern.NameGlob;
import io.nightjar.preset.Preset;
import io.nightjar.preset.Rule;
import io.nightjar.preset.StreamRole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls of a preset that the application's version of the library makes unseen. A version may lack methods
 * that came later: that loses nothing where another pattern of the call means a method of the same type. It may lack a
 * type: that loses a call which the library is known to have. Reads the library's class files and loads none of its
 * classes. Confined to one thread.
 */
public final class PresetCoverage {
    /** What a version has of a type that patterns name. */
    private enum Presence {
        NO_TYPE,
        NO_METHOD,
        METHOD
    }

    private final Preset preset;
    private final ClassLoader loader;
    private final PatternMethods methods;

    private PresetCoverage(Preset preset, ClassLoader loader) {
        this.preset = preset;
        this.loader = loader;
        this.methods = new PatternMethods(loader);
    }

    /** What is found, null where the library is not there; a loader that fails is counted, and shows nothing. */
    public static @Nullable LibraryLook of(Preset preset, ClassLoader loader, AgentLog log) {
        try {
            return new PresetCoverage(preset, loader).find();
        } catch (Throwable failure) {
            // The application's own loader is asked here, which may throw what it likes.
            log.failure("weave.coverage", failure);
            return null;
        }
    }

    private @Nullable LibraryLook find() {
        Map<String, Map<String, List<Rule>>> parts = parts();
        Map<String, Map<String, Presence>> presences = new LinkedHashMap<>();
        String type = null;
        for (Map.Entry<String, Map<String, List<Rule>>> part : parts.entrySet()) {
            Map<String, Presence> types = presences(part.getValue());
            presences.put(part.getKey(), types);
            type = type == null ? anyPresent(part.getKey(), types) : type;
        }
        if (type == null) {
            return null;
        }
        LibraryVersion found = LibraryVersion.of(preset.library(), type, loader);
        boolean known = !preset.versions().isUnknown() && found.version() != null;
        boolean checked =
                known && methods.unreadable() == null && preset.versions().contains(found.version());
        List<String> lost = new ArrayList<>();
        for (Map.Entry<String, Map<String, List<Rule>>> part : parts.entrySet()) {
            Rule rule = part.getValue().values().iterator().next().get(0);
            String words = words(part.getKey(), rule, presences.get(part.getKey()), checked);
            if (words != null && !lost.contains(words)) {
                lost.add(words);
            }
        }
        String chunks = StreamRole.CHUNK.reported();
        if (!checked && !lost.contains(chunks) && lacksStreams(parts, presences)) {
            lost.add(chunks);
        }
        return new LibraryLook(
                preset.name(),
                found.library(),
                found.version(),
                known && !checked ? preset.versions().toString() : null,
                methods.unreadable(),
                lost);
    }

    /** Whether there is a call that streams by types of the library's own, and none of those that hand on chunks. */
    private static boolean lacksStreams(
            Map<String, Map<String, List<Rule>>> parts, Map<String, Map<String, Presence>> presences) {
        boolean calls = false;
        boolean known = false;
        for (Map.Entry<String, Map<String, List<Rule>>> part : parts.entrySet()) {
            Rule rule = part.getValue().values().iterator().next().get(0);
            Collection<Presence> types = presences.get(part.getKey()).values();
            if (rule.role() == null) {
                boolean streams = rule.completion().equals("callback")
                        || rule.completion().equals("iterator");
                calls |= streams && types.contains(Presence.METHOD);
            } else if (rule.role().isOfChunks()) {
                known = true;
                if (types.contains(Presence.METHOD) || types.contains(Presence.NO_METHOD)) {
                    return false;
                }
            }
        }
        return calls && known;
    }

    /** By call, or what else the preset asks for, and by type: the rules. */
    private Map<String, Map<String, List<Rule>>> parts() {
        Map<String, Map<String, List<Rule>>> parts = new LinkedHashMap<>();
        for (Rule rule : preset.rules()) {
            String part = rule.source().substring(rule.source().indexOf(", ") + 2);
            parts.computeIfAbsent(part, key -> new LinkedHashMap<>())
                    .computeIfAbsent(internal(rule.pattern().type()), key -> new ArrayList<>())
                    .add(rule);
        }
        return parts;
    }

    private Map<String, Presence> presences(Map<String, List<Rule>> byType) {
        Map<String, Presence> presences = new LinkedHashMap<>();
        byType.forEach((type, rules) -> presences.put(type, presence(type, rules)));
        return presences;
    }

    private Presence presence(String type, List<Rule> rules) {
        if (!PatternMethods.isOneType(rules.get(0))) {
            return Presence.METHOD;
        }
        if (!methods.isThere(type)) {
            return Presence.NO_TYPE;
        }
        for (Rule rule : rules) {
            if (methods.hasAny(rule, type)) {
                return Presence.METHOD;
            }
        }
        return Presence.NO_METHOD;
    }

    /**
     * What is lost of a part, null where that is nothing.
     *
     * @param checked whether the preset was checked against this version: then what it lacks came later, or went earlier,
     *     and a call none of whose types it has is one that it never had
     */
    private @Nullable String words(String part, Rule rule, Map<String, Presence> types, boolean checked) {
        List<String> without = new ArrayList<>();
        int absent = 0;
        for (Map.Entry<String, Presence> type : types.entrySet()) {
            if (type.getValue() == Presence.NO_METHOD) {
                without.add(MethodChoice.simpleName(type.getKey()));
            }
            absent += type.getValue() == Presence.NO_TYPE ? 1 : 0;
        }
        boolean all = absent + without.size() == types.size();
        if (absent == types.size() ? known(part) == null : without.isEmpty() || checked && !all) {
            return null;
        }
        if (checked && preset.knownBy().containsKey(part) && known(part) == null) {
            return null;
        }
        if (rule.role() != null) {
            return rule.role().reported();
        }
        return all ? part : part + " (of " + String.join(", ", without) + ')';
    }

    private @Nullable String anyPresent(String part, Map<String, Presence> types) {
        for (Map.Entry<String, Presence> type : types.entrySet()) {
            if (type.getValue() != Presence.NO_TYPE && methods.isThere(type.getKey())) {
                return type.getKey();
            }
        }
        return known(part);
    }

    /** A type by which the library is known to have such a call; null for none. */
    private @Nullable String known(String part) {
        for (String type : preset.knownBy().getOrDefault(part, List.of())) {
            String internal = type.replace('.', '/');
            if (methods.file(internal) != null) {
                return internal;
            }
        }
        return null;
    }

    private static String internal(NameGlob type) {
        return type.text().replace('.', '/');
    }
}
