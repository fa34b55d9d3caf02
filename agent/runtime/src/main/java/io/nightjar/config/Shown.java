package io.nightjar.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of a value may stand in an error or a log: nothing of a secret, of a URL its scheme and host alone. */
final class Shown {
    private static final String[] TELLTALES = {
        "secret", "password", "passwd", "token", "bearer", "auth", "credential", "api-key", "apikey", "routing",
        "webhook", "slack", "pagerduty", "opsgenie", "alertmanager", "http", "url", "proxy", "header"
    };

    private Shown() {}

    /** Empty where nothing may be shown; an unknown key's value is shown only where it cannot be a secret. */
    static String value(String key, @Nullable KeyName name, String value) {
        if (name == null) {
            return mayBeSecret(key) ? "" : value;
        }
        if (name.family() == KeyName.Family.HEADER) {
            return "";
        }
        Key fixed = name.key();
        if (fixed == null) {
            return value;
        }
        return switch (fixed.kind()) {
            case SECRET -> "";
            case URL, URLS, PROXY -> origin(value, fixed == Key.SLACK_URL);
            default -> value;
        };
    }

    private static boolean mayBeSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        for (String telltale : TELLTALES) {
            if (lower.contains(telltale)) {
                return true;
            }
        }
        String nearest = KeyName.nearest(key);
        Key known = Key.named(nearest);
        return known != null && known.kind() == Kind.SECRET;
    }

    /** Scheme and host of each URL, whether or not the rest is one; without a scheme nothing where that is a secret. */
    private static String origin(String urls, boolean schemeNeeded) {
        StringBuilder out = new StringBuilder();
        for (String url : TextList.of(urls)) {
            int scheme = url.indexOf("://");
            if (scheme < 0 && schemeNeeded) {
                continue;
            }
            int start = scheme < 0 ? 0 : scheme + 3;
            int end = start;
            while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
                end++;
            }
            int user = url.lastIndexOf('@', end - 1);
            out.append(out.isEmpty() ? "" : ", ");
            out.append(url, 0, start).append(url, Math.max(start, user + 1), end);
        }
        return out.toString();
    }
}
