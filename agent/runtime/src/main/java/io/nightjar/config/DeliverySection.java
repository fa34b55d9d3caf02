package io.nightjar.config;

import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.match.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads where alerts go: which destinations are wanted, and what they share. Confined to one thread. */
final class DeliverySection {
    private final Values values;
    private final Map<String, String> missing;
    private final List<String> switchedOff;
    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private final List<Destination> destinations = new ArrayList<>();
    private @Nullable Path caFile;
    private Proxies proxies = Proxies.NONE;
    private Network network = new Network("", "");

    /**
     * @param missing keys whose secrets could not be read, with the reason
     * @param switchedOff gets a sentence for each destination that cannot work
     */
    DeliverySection(
            Values values,
            Map<String, String> missing,
            List<String> switchedOff,
            Map<String, String> systemProperties,
            Map<String, String> environment) {
        this.systemProperties = systemProperties;
        this.environment = environment;
        this.values = values;
        this.missing = missing;
        this.switchedOff = switchedOff;
    }

    DeliverySettings read() {
        network = readHttp();
        NamedDestinations named = NamedDestinations.of(values, missing);
        Map<String, @Nullable Setting> wanted = wanted(named.names());
        for (String type : DestinationTypes.ALL) {
            add(new DestinationSection(type, type, values, missing, switchedOff, network, wanted.get(type)));
        }
        for (String name : named.names()) {
            String type = named.typeOf(name);
            if (!wanted.containsKey(name)) {
                switchedOff.add("destination ".concat(name).concat(" gets nothing: alerts.to does not list it"));
            }
            if (type != null) {
                add(new DestinationSection(
                        type,
                        name,
                        named.valuesOf(name, type),
                        named.missingOf(name, type),
                        switchedOff,
                        network,
                        wanted.get(name)));
            }
        }
        return new DeliverySettings(
                destinations,
                RouteSection.log(values),
                new Http(caFile, proxies),
                WritablePlace.directory(values, Key.ALERTS_SPOOL, switchedOff));
    }

    /** Why nothing can be reached, as far as was read; for whoever sends over HTTP beside the destinations. */
    Network network() {
        return network;
    }

    private void add(DestinationSection section) {
        Destination destination = section.read();
        if (destination != null) {
            destinations.add(destination);
        }
    }

    /** What lists each of those that alerts go to. */
    private Map<String, @Nullable Setting> wanted(List<String> names) {
        Setting to = values.find(Key.ALERTS_TO);
        List<String> known = new ArrayList<>(Key.ALERTS_TO.choices());
        known.addAll(names);
        Map<String, @Nullable Setting> wanted = new LinkedHashMap<>();
        for (String word : TextList.of(values.text(Key.ALERTS_TO))) {
            if (known.contains(word)) {
                wanted.put(word, to);
            } else if (to != null) {
                String own = names.isEmpty() ? "" : ", ".concat(String.join(", ", names));
                values.report(to, "must be ".concat(Key.ALERTS_TO.allowed()).concat(own), Nearest.of(word, known));
            }
        }
        return wanted;
    }

    private Network readHttp() {
        String trouble = "";
        String tlsTrouble = "";
        caFile = values.path(Key.HTTP_CA_FILE);
        if (caFile != null && !(Files.isRegularFile(caFile) && Files.isReadable(caFile))) {
            tlsTrouble = "http.ca-file: "
                    .concat(values.shown(Key.HTTP_CA_FILE, caFile, caFile.toString()))
                    .concat(" cannot be read");
            caFile = null;
        }
        if (missing.containsKey(Key.HTTP_CA_FILE.text())) {
            tlsTrouble = "http.ca-file: ".concat(missing.get(Key.HTTP_CA_FILE.text()));
        }
        proxies = ProxySection.read(values, systemProperties, environment);
        if (missing.containsKey(Key.HTTP_PROXY.text())) {
            trouble = "http.proxy: ".concat(missing.get(Key.HTTP_PROXY.text()));
        }
        return new Network(trouble, tlsTrouble);
    }
}
