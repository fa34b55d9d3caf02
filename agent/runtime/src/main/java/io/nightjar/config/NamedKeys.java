package io.nightjar.config;

import io.nightjar.match.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of things that the user names: {@code silence.<name>.match} and those beside it. A name may hold dots: the longest
 * known key at the end counts. Immutable.
 */
final class NamedKeys {
    private static final String LABEL = "label.";

    private final String prefix;
    private final KeyName.Family family;
    private final List<String> tails;
    private final boolean labelled;

    /**
     * The keys of one family.
     *
     * @param prefix with its dot
     * @param tails what may stand behind a name
     * @param labelled whether {@code label.<label>} may, too
     */
    NamedKeys(String prefix, KeyName.Family family, List<String> tails, boolean labelled) {
        this.prefix = prefix;
        this.family = family;
        this.tails = tails;
        this.labelled = labelled;
    }

    /** A key, as the user writes it. */
    String key(String name, String tail) {
        return prefix.concat(name).concat(".").concat(tail);
    }

    /** The label that such a tail is about; null where it is about none. */
    static @Nullable String label(String tail) {
        return tail.startsWith(LABEL) ? tail.substring(LABEL.length()) : null;
    }

    /** Null where there is no such key. */
    @Nullable
    KeyName parse(String text) {
        int dot = text.lastIndexOf('.');
        int before = text.lastIndexOf('.', dot - 1);
        if (labelled && before > prefix.length() && text.startsWith(LABEL, before + 1) && dot < text.length() - 1) {
            return name(text, before);
        }
        return text.startsWith(prefix) && dot > prefix.length() && tails.contains(text.substring(dot + 1))
                ? name(text, dot)
                : null;
    }

    private @Nullable KeyName name(String text, int dot) {
        return text.startsWith(prefix)
                ? new KeyName(family, null, text.substring(prefix.length(), dot), text.substring(dot + 1))
                : null;
    }

    /** The known key that is nearest to an unknown one; empty where none is near. */
    String nearest(String unknown) {
        int dot = unknown.lastIndexOf('.');
        String near = Nearest.of(unknown.substring(dot + 1), tails);
        if (near.isEmpty() || dot == prefix.length()) {
            return "";
        }
        return dot < prefix.length()
                ? key("<name>", near)
                : unknown.substring(0, dot + 1).concat(near);
    }

    /** What is set of each name, by what stands behind the name, in the order in which it was written. */
    Map<String, Map<String, Setting>> byName(Values values) {
        Map<String, Map<String, Setting>> byName = new LinkedHashMap<>();
        for (Setting setting : values.all()) {
            if (setting.name().family() == family) {
                Map<String, Setting> settings = byName.get(setting.name().name());
                if (settings == null) {
                    settings = new LinkedHashMap<>();
                    byName.put(setting.name().name(), settings);
                }
                settings.put(setting.name().label(), setting);
            }
        }
        return byName;
    }

    /**
     * The first key that each name lacks, with the reason; what lacks one is switched off, for it would mean something else.
     *
     * @param missing keys whose secrets could not be read, with the reason
     * @param what for the sentence that each adds
     * @param switchedOff gets a sentence for each
     */
    Map<String, String> lost(Map<String, String> missing, String what, List<String> switchedOff) {
        Map<String, String> lost = new LinkedHashMap<>();
        for (Map.Entry<String, String> one : missing.entrySet()) {
            KeyName name = parse(one.getKey());
            if (name != null) {
                lost.putIfAbsent(name.name(), one.getKey().concat(": ").concat(one.getValue()));
            }
        }
        for (Map.Entry<String, String> one : lost.entrySet()) {
            switchedOff.add(what.concat(" ")
                    .concat(one.getKey())
                    .concat(" is switched off: ")
                    .concat(one.getValue()));
        }
        return lost;
    }
}
