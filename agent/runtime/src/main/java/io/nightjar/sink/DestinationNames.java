package io.nightjar.sink;

import io.nightjar.config.DeliverySettings;
import io.nightjar.sink.protocol.Protocol;
import io.nightjar.sink.protocol.Protocols;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What a person calls the destinations of settings. Stateless. */
public final class DestinationNames {
    private DestinationNames() {}

    /** The log first, then each destination with its scheme and host, in the order of the documentation. */
    public static List<String> list(DeliverySettings settings) {
        List<String> names = new ArrayList<>();
        names.add("log");
        for (Protocol protocol : Protocols.configured(settings)) {
            for (URI url : protocol.urls()) {
                names.add(protocol.key() + ' ' + DeliverySettings.origin(url));
            }
        }
        return names;
    }
}
