package io.nightjar.console;

import io.nightjar.json.AlertJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a request. Immutable, but for the body, which nobody changes.
 *
 * @param type of the body; null without one
 * @param header a further one, or null
 * @param value of that header
 */
record Answer(
        int status,
        @Nullable String type,
        byte[] body,
        @Nullable String header,
        @Nullable String value) {
    static final String JSON = "application/json";

    private static final String PROBLEM = "application/problem+json";
    private static final byte[] NONE = new byte[0];

    static Answer json(int status, String text) {
        return new Answer(status, JSON, text.getBytes(StandardCharsets.UTF_8), null, null);
    }

    /** Maps, lists and values as JSON. */
    static Answer json(int status, Object value) {
        return new Answer(status, JSON, AlertJson.bytes(value), null, null);
    }

    static Answer text(String text) {
        return new Answer(200, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8), null, null);
    }

    static Answer page(byte[] html) {
        return new Answer(200, "text/html;charset=utf-8", html, null, null);
    }

    /** Done, and nothing to say about it. */
    static Answer done() {
        return new Answer(204, null, NONE, null, null);
    }

    /** That something is wrong, as RFC 9457 has it. */
    static Answer problem(int status, String detail) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", title(status));
        members.put("status", status);
        members.put("detail", detail);
        return new Answer(status, PROBLEM, AlertJson.bytes(members), null, null);
    }

    Answer with(String newHeader, String newValue) {
        return new Answer(status, type, body, newHeader, newValue);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 426 -> "Upgrade Required";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }
}
