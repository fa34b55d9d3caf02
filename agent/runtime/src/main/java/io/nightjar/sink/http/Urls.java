package io.nightjar.sink.http;

import io.nightjar.config.HostOf;
import java.net.URI;

/** URLs as requests need them. Stateless. */
public final class Urls {
    private Urls() {}

    /** The URL without user and fragment, which no request carries. */
    public static URI requested(URI url) {
        StringBuilder text = new StringBuilder(url.getScheme()).append("://").append(HostOf.host(url));
        if (HostOf.port(url) >= 0) {
            text.append(':').append(HostOf.port(url));
        }
        if (url.getRawPath() != null) {
            text.append(url.getRawPath());
        }
        if (url.getRawQuery() != null) {
            text.append('?').append(url.getRawQuery());
        }
        return URI.create(text.toString());
    }

    /** The base with the path behind it, unless it ends in that path already. */
    public static URI withPath(URI base, String path) {
        URI clean = requested(base);
        String prefix = clean.getRawPath() == null ? "" : clean.getRawPath();
        while (prefix.endsWith("/")) {
            prefix = prefix.substring(0, prefix.length() - 1);
        }
        String whole = prefix.endsWith(path) ? prefix : prefix + path;
        String query = clean.getRawQuery() == null ? "" : "?" + clean.getRawQuery();
        return URI.create(clean.getScheme() + "://" + clean.getRawAuthority() + whole + query);
    }

    /** The URL with more path and this query, in place of its own. */
    public static URI withQuery(URI url, String morePath, String query) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath() + morePath + '?' + query);
    }
}
