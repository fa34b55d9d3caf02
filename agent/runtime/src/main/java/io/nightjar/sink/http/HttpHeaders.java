package io.nightjar.sink.http;

import io.nightjar.config.Secret;
import io.nightjar.log.AgentLog;
import io.nightjar.log.AgentVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers that every message carries, and the user's own beside them. Stateless. */
public final class HttpHeaders {
    /** Headers that belong to the connection, not to the message. */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding", "content-type");

    private HttpHeaders() {}

    public static Map<String, String> json() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "nightjar/" + AgentVersion.text());
        return headers;
    }

    /** The user's headers that can be sent; the others are named in the log and left out. */
    public static Map<String, String> usable(Map<String, Secret> wanted, AgentLog log) {
        Map<String, String> usable = new LinkedHashMap<>();
        wanted.forEach((name, value) -> {
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT)) || !isToken(name) || !isValue(value.reveal())) {
                log.warn("webhook.header." + name + " is left out: reserved, or with characters no header may have");
            } else {
                usable.put(name, value.reveal());
            }
        });
        return usable;
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < 0x20 || c > 0x7e)) {
                return false;
            }
        }
        return true;
    }

    public static String basic(String user, String password) {
        byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Adds what a URL's {@code user:password@} stands for, unless an authorization is there already. */
    public static void addUserOf(URI url, Map<String, String> headers) {
        String user = url.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            headers.putIfAbsent(
                    "Authorization",
                    colon < 0 ? basic(user, "") : basic(user.substring(0, colon), user.substring(colon + 1)));
        }
    }
}
