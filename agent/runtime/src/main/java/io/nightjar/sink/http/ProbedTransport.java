package io.nightjar.sink.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transport that remembers how the last answer began, without what must not be shown. Confined to one thread. */
public final class ProbedTransport implements HttpTransport {
    private static final int SHOWN_CHARS = 200;
    private static final int SHORTEST_SECRET = 4;

    private final @Nullable HttpTransport transport;
    private final List<String> secrets;
    private String excerpt = "";

    /** @param transport null where the destination has none */
    public ProbedTransport(@Nullable HttpTransport transport, List<String> secrets) {
        this.transport = transport;
        this.secrets = secrets;
    }

    @Override
    public HttpAnswer post(HttpMessage message, Duration limit) throws IOException, InterruptedException {
        if (transport == null) {
            throw new TransportFailure("no transport", false);
        }
        HttpAnswer answer = transport.post(message, limit);
        excerpt = shown(answer.excerpt(), message.uri());
        return answer;
    }

    /** How the last answer began, behind a colon; empty where it had no body. */
    public String excerpt() {
        return excerpt.isEmpty() ? "" : ": " + excerpt;
    }

    public void forget() {
        excerpt = "";
    }

    private String shown(String body, URI uri) {
        String text = body;
        for (String secret : hidden(uri)) {
            if (secret != null && secret.length() >= SHORTEST_SECRET) {
                text = text.replace(secret, "(secret)");
            }
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < SHOWN_CHARS; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return line.toString().strip();
    }

    /** Peers echo paths in their answers, and paths can be secrets. */
    private List<@Nullable String> hidden(URI uri) {
        List<@Nullable String> hidden = new ArrayList<>(secrets);
        hidden.add(uri.getRawPath());
        hidden.add(uri.getPath());
        hidden.add(uri.getRawQuery());
        return hidden;
    }
}
