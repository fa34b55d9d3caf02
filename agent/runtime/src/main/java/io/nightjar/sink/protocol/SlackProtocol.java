package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.http.HttpHeaders;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.Urls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Slack's incoming webhook: a message an alert or a group. Immutable; thread-safe. */
public final class SlackProtocol extends SingleAlertProtocol {
    static final int TEXT_CHARS = 4_000;
    static final int SECTION_CHARS = 3_000;
    static final int BLOCKS = 50;
    /** All members together: Slack refuses long messages, and does not document from where on. */
    static final int MEMBERS_CHARS = 6_000;

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
        return message(alert, blocks(alert));
    }

    @Override
    HttpMessage message(Alert summary, AlertGroup group, Instant now) {
        List<Object> blocks = blocks(summary);
        for (GroupLines.Line line :
                GroupLines.of(summary, group, BLOCKS - blocks.size(), MEMBERS_CHARS, SlackProtocol::chars)) {
            blocks.add(block("section", mrkdwn(line.text(), SECTION_CHARS)));
        }
        return message(summary, blocks);
    }

    private static int chars(GroupLines.Line line) {
        return escaped(line.text(), SECTION_CHARS).length();
    }

    private HttpMessage message(Alert alert, List<Object> blocks) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", escaped(title(alert), TEXT_CHARS));
        body.put("blocks", blocks);
        return new HttpMessage(endpoint().url(), HttpHeaders.json(), AlertJson.bytes(body));
    }

    private static List<Object> blocks(Alert alert) {
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
        List<Object> blocks = new ArrayList<>();
        blocks.add(block("section", mrkdwn(title(alert), SECTION_CHARS)));
        blocks.add(Map.of("type", "context", "elements", List.of(mrkdwn(context.toString(), SECTION_CHARS))));
        return blocks;
    }

    private static String title(Alert alert) {
        boolean over = alert.status() == AlertStatus.RESOLVED;
        return '[' + (over ? "resolved" : alert.severity().jsonName()) + "] " + AlertWords.plainMessage(alert);
    }

    private static Map<String, Object> block(String type, Map<String, String> text) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put("text", text);
        return block;
    }

    private static Map<String, String> mrkdwn(String text, int most) {
        Map<String, String> object = new LinkedHashMap<>();
        object.put("type", "mrkdwn");
        object.put("text", escaped(text, most));
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
