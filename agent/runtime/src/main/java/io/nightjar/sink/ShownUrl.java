package io.nightjar.sink;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A URL as it may be shown: scheme, host and port; paths, queries and users can be secrets. */
final class ShownUrl {
    private ShownUrl() {}

    static String of(@Nullable URI uri) {
        if (uri == null) {
            return "(no url)";
        }
        String host = uri.getHost() == null ? "(no host)" : uri.getHost();
        return uri.getScheme() + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
