package io.nightjar.cli;

import io.nightjar.json.AlertJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request to an agent whose console listens: its API, with the token that only the JVM's own user can read.
 * Confined to one thread.
 */
final class ConsoleRoute {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int NO_CONTENT = 204;
    private static final int FIRST_ERROR = 400;

    private final Properties properties;
    private final String address;
    private final String token;

    private ConsoleRoute(Properties properties, String address, String token) {
        this.properties = properties;
        this.address = address;
        this.token = token;
    }

    /**
     * The route to an agent.
     *
     * @param properties what the agent answered
     * @return null where its console listens nowhere
     */
    static @Nullable ConsoleRoute of(Properties properties) {
        String access = properties.getProperty(AgentAnswers.CONSOLE);
        Map<String, ?> members = access == null ? Map.of() : AgentAnswers.object(access);
        return members.get("reached") instanceof String reached && members.get("token") instanceof String token
                ? new ConsoleRoute(properties, reached, token)
                : null;
    }

    /** Where a browser finds the page, with the token. */
    String page() {
        return ConsoleCommand.address(address, token);
    }

    /**
     * Sends a request.
     *
     * @param members of the request, as a request file holds them
     * @return what it came to; null where nothing answers at that address, so that nothing was changed either
     * @throws CommandFailure where the agent refused
     */
    @Nullable
    Map<?, ?> send(Map<String, @Nullable Object> members) {
        String subject = String.valueOf(members.getOrDefault("fingerprint", members.get("silence")));
        return switch (String.valueOf(members.get("command"))) {
            case "ack" -> ask("POST", acknowledge(subject), body(members, "by", "note"));
            case "unack" -> taken(acknowledge(subject), known(AgentAnswers.CONDITIONS, "fingerprint", subject));
            case "silence" -> ask("POST", "silences", body(members, "match", "by", "note"));
            default -> taken("silences/" + encoded(subject), known(AgentAnswers.SILENCES, "id", subject));
        };
    }

    private static String acknowledge(String fingerprint) {
        return "conditions/" + encoded(fingerprint) + "/acknowledge";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] body(Map<String, @Nullable Object> members, String... names) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        for (String name : names) {
            if (members.get(name) != null) {
                body.put(name, members.get(name));
            }
        }
        if (members.get("for_seconds") != null) {
            body.put("for", members.get("for_seconds") + "s");
        }
        return AlertJson.bytes(body);
    }

    /** What is to be taken back, as it was before; nothing is known of it where the agent refuses anyway. */
    private Map<?, ?> known(String property, String member, String prefix) {
        for (String item : AgentAnswers.items(properties.getProperty(property, "[]"))) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>(AgentAnswers.object(item));
            if (String.valueOf(members.get(member)).startsWith(prefix)) {
                members.remove("acknowledged");
                return members;
            }
        }
        return Map.of();
    }

    private @Nullable Map<?, ?> taken(String path, Map<?, ?> before) {
        return ask("DELETE", path, new byte[0]) == null ? null : before;
    }

    private @Nullable Map<?, ?> ask(String method, String path, byte[] body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) new URL("http://" + address + "/api/v1/" + path).openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            connection.setRequestProperty("Content-Type", "application/json");
            if (body.length > 0) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body);
            }
            return result(connection);
        } catch (ConnectException nobodyThere) {
            return null;
        } catch (IOException e) {
            throw new CommandFailure("the agent's console did not answer: " + e.getMessage());
        }
    }

    private static Map<?, ?> result(HttpURLConnection answer) throws IOException {
        int status = answer.getResponseCode();
        if (status == NO_CONTENT) {
            return Map.of();
        }
        try (InputStream body = status < FIRST_ERROR ? answer.getInputStream() : answer.getErrorStream()) {
            String text = body == null ? "{}" : new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            Map<String, @Nullable Object> members = AgentAnswers.object(text);
            if (status < FIRST_ERROR) {
                return members;
            }
            throw new CommandFailure(String.valueOf(members.get("detail")));
        }
    }
}
