package io.nightjar.config;

import io.nightjar.match.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The destinations that the user has named, with their settings under the keys of their types, so that one is read as the
 * unnamed one of its type is. Confined to one thread.
 */
final class NamedDestinations {
    private final Values values;
    private final Map<String, String> missing;
    private final Map<String, List<Setting>> settingsOf = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();

    private NamedDestinations(Values values, Map<String, String> missing) {
        this.values = values;
        this.missing = missing;
    }

    /** Those of the settings; what is wrong with their names, types and keys is reported. */
    static NamedDestinations of(Values values, Map<String, String> missing) {
        NamedDestinations named = new NamedDestinations(values, missing);
        for (Setting setting : values.all()) {
            if (setting.name().family() == KeyName.Family.DESTINATION) {
                String name = setting.name().name();
                List<Setting> settings = named.settingsOf.get(name);
                if (settings == null) {
                    settings = new ArrayList<>();
                    named.settingsOf.put(name, settings);
                }
                settings.add(setting);
            }
        }
        for (String name : List.copyOf(named.settingsOf.keySet())) {
            if (named.isReserved(name)) {
                named.settingsOf.remove(name);
            } else {
                named.readType(name, named.settingsOf.get(name));
            }
        }
        return named;
    }

    private boolean isReserved(String name) {
        boolean reserved = name.equals("log") || DestinationTypes.ALL.contains(name);
        if (reserved) {
            values.report(
                    settingsOf.get(name).get(0),
                    "'"
                            .concat(name)
                            .concat("' is a type, not a name; its own keys begin with ")
                            .concat(name)
                            .concat("."),
                    "");
        }
        return reserved;
    }

    private void readType(String name, List<Setting> settings) {
        Setting type = null;
        for (Setting setting : settings) {
            type = setting.name().label().equals(DestinationTypes.TYPE) ? setting : type;
        }
        String key = DestinationTypes.prefix(name).concat(DestinationTypes.TYPE);
        String allowed = String.join(", ", DestinationTypes.ALL);
        if (type == null) {
            if (!missing.containsKey(key)) {
                values.report(settings.get(0), key.concat(" is needed, one of ").concat(allowed), "");
            }
        } else if (!DestinationTypes.ALL.contains(type.value())) {
            values.report(type, "must be one of ".concat(allowed), Nearest.of(type.value(), DestinationTypes.ALL));
        } else {
            types.put(name, type.value());
            reportForeignKeys(type.value(), settings);
        }
    }

    private void reportForeignKeys(String type, List<Setting> settings) {
        List<String> tails = DestinationTypes.tails(type);
        for (Setting setting : settings) {
            String tail = setting.name().label();
            boolean header = type.equals("webhook") && tail.startsWith(DestinationTypes.HEADER);
            if (!tails.contains(tail) && !header) {
                String why = DestinationTypes.whyNoKey(type, tail);
                String has =
                        "a destination of type ".concat(type).concat(" has ").concat(String.join(", ", tails));
                values.report(setting, why.isEmpty() ? has : why, why.isEmpty() ? Nearest.of(tail, tails) : "");
            }
        }
    }

    /** In the order in which they were written. */
    List<String> names() {
        return List.copyOf(settingsOf.keySet());
    }

    /** Null where it is not known. */
    @Nullable
    String typeOf(String name) {
        return types.get(name);
    }

    /** The settings of one, under the keys of its type. */
    Values valuesOf(String name, String type) {
        Map<String, Setting> renamed = new LinkedHashMap<>();
        for (Setting setting : settingsOf.get(name)) {
            String key = type.concat(".").concat(setting.name().label());
            KeyName parsed = KeyName.parse(key);
            if (parsed != null) {
                renamed.put(key, new Setting(setting.entry(), parsed, setting.value()));
            }
        }
        return values.of(renamed);
    }

    /** Of one's keys, under those of its type, those whose secrets could not be read. */
    Map<String, String> missingOf(String name, String type) {
        String prefix = DestinationTypes.prefix(name);
        Map<String, String> renamed = new LinkedHashMap<>();
        for (Map.Entry<String, String> lost : missing.entrySet()) {
            if (lost.getKey().startsWith(prefix)) {
                renamed.put(type.concat(".").concat(lost.getKey().substring(prefix.length())), lost.getValue());
            }
        }
        return renamed;
    }
}
