package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.http.HttpHeaders;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.Urls;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Slack's incoming webhook. Immutable; thread-safe. */
public final class SlackProtocol extends SingleAlertProtocol {
    static final int TEXT_CHARS = 4_000;
    static final int SECTION_CHARS = 3_000;

    /** @param name the destination's */
    public SlackProtocol(String name, Slack settings) {
        super(settings, settings.url(), new Endpoint(name, Urls.requested(settings.url()), Endpoint.USUAL_TIMEOUT));
    }

    @Override
    public boolean goneStops() {
        return true;
    }

    @Override
    public HttpMessage message(Alert alert, Instant now) {
        String title = title(alert) + ' ' + AlertWords.plainMessage(alert);
        StringBuilder context = new StringBuilder();
        alert.labels()
                .forEach((name, value) -> context.append(context.isEmpty() ? "" : "  ")
                        .append(name)
                        .append('=')
                        .append(value));
        String figures = AlertWords.figures(alert);
        if (!figures.isEmpty()) {
            context.append('\n').append(figures);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", escaped(title, TEXT_CHARS));
        body.put(
                "blocks",
                List.of(
                        block("section", text("mrkdwn", escaped(title, SECTION_CHARS))),
                        Map.of(
                                "type",
                                "context",
                                "elements",
                                List.of(text("mrkdwn", escaped(context.toString(), SECTION_CHARS))))));
        return new HttpMessage(endpoint().url(), HttpHeaders.json(), AlertJson.bytes(body));
    }

    private static String title(Alert alert) {
        if (alert.status() == AlertStatus.RESOLVED) {
            return "[resolved]";
        }
        return '[' + alert.severity().jsonName() + ']';
    }

    private static Map<String, Object> block(String type, Map<String, String> text) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put("text", text);
        return block;
    }

    private static Map<String, String> text(String type, String text) {
        Map<String, String> object = new LinkedHashMap<>();
        object.put("type", type);
        object.put("text", text);
        return object;
    }

    /** The three characters that Slack's markup gives a meaning, escaped; the limit holds for what is sent. */
    private static String escaped(String text, int most) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            String piece = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : Character.toString(c);
            if (out.length() + piece.length() > most) {
                break;
            }
            out.append(piece);
        }
        return out.isEmpty() ? " " : out.toString();
    }

    @Override
    public List<String> secrets() {
        String path = endpoint().url().getRawPath();
        return path == null || path.length() < 2 ? List.of() : List.of(path);
    }
}
