package io.nightjar.sink.http;

import io.nightjar.config.DeliverySettings;
import io.nightjar.config.HostOf;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A URL as it may be shown: scheme, host and port; paths, queries and users can be secrets. */
public final class ShownUrl {
    private ShownUrl() {}

    public static String of(@Nullable URI uri) {
        if (uri == null) {
            return "(no url)";
        }
        return HostOf.host(uri) == null ? uri.getScheme() + "://(no host)" : DeliverySettings.origin(uri);
    }
}
