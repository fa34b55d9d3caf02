package io.nightjar.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host with its port, as the headers {@code Host} and {@code Origin} have it. Immutable.
 *
 * @param host in lower case, an IPv6 address without its brackets
 * @param port -1 where none was said
 */
record HostName(String host, int port) {
    private static final int MOST_CHARS = 255;
    private static final int MOST_PORTS = 65_535;

    /** Null where the text is no host. */
    static @Nullable HostName parse(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARS) {
            return null;
        }
        int end;
        String host;
        if (text.charAt(0) == '[') {
            end = text.indexOf(']');
            host = end < 0 ? "" : text.substring(1, end);
            if (!isMadeOf(host, ":.") || host.indexOf(':') < 0) {
                return null;
            }
            end++;
        } else {
            end = text.indexOf(':') < 0 ? text.length() : text.indexOf(':');
            host = text.substring(0, end);
            if (!isMadeOf(host, "-._")) {
                return null;
            }
        }
        int port = port(text.substring(end));
        return host.isEmpty() || port < -1 ? null : new HostName(host.toLowerCase(Locale.ROOT), port);
    }

    /** -1 where there is none, -2 where it is wrong. */
    private static int port(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        if (text.charAt(0) != ':' || text.length() > 6 || text.length() < 2) {
            return -2;
        }
        int port = 0;
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -2;
            }
            port = port * 10 + text.charAt(i) - '0';
        }
        return port > MOST_PORTS ? -2 : port;
    }

    private static boolean isMadeOf(String text, String also) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c < 128 && Character.isLetterOrDigit(c)) && also.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is written as an address, which no name service has a say in. */
    boolean isAddress() {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        int parts = 1;
        int digits = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                if (digits == 0) {
                    return false;
                }
                parts++;
                digits = 0;
            } else if (c < '0' || c > '9' || ++digits > 3) {
                return false;
            }
        }
        return parts == 4 && digits > 0;
    }
}
