package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import io.nightjar.config.DeliverySettings.Teams;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.http.HttpHeaders;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.Urls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workflow of Microsoft Teams that is started by a webhook: one adaptive card an alert or a group. Its texts are runs, in which nothing is
 * markup. Immutable; thread-safe.
 */
public final class TeamsProtocol extends SingleAlertProtocol {
    static final int TEXT_CHARS = 4_000;
    static final int MEMBERS = 50;
    /** In a group each text is short, so that there is room for its members. */
    private static final int GROUP_TEXT_CHARS = 1_000;
    /** Teams takes 28 KB. */
    static final int CARD_BYTES = 28_000;

    private static final String CARD = "application/vnd.microsoft.card.adaptive";

    /** @param name the destination's */
    public TeamsProtocol(String name, Teams settings) {
        super(settings, settings.url(), new Endpoint(name, Urls.requested(settings.url()), Endpoint.USUAL_TIMEOUT));
    }

    @Override
    public HttpMessage message(Alert alert, Instant now) {
        return message(body(alert, TEXT_CHARS));
    }

    @Override
    HttpMessage message(Alert summary, AlertGroup group, Instant now) {
        List<Object> body = body(summary, GROUP_TEXT_CHARS);
        int room = CARD_BYTES - message(body).body().length;
        for (GroupLines.Line line : GroupLines.of(summary, group, MEMBERS, room, TeamsProtocol::bytes)) {
            body.add(block(line));
        }
        return message(body);
    }

    private static int bytes(GroupLines.Line line) {
        return AlertJson.bytes(block(line)).length + 1;
    }

    private static Map<String, Object> block(GroupLines.Line line) {
        Alert member = line.alert();
        return text(line.text(), "Default", member == null ? "Default" : color(member), GROUP_TEXT_CHARS);
    }

    private static List<Object> body(Alert alert, int most) {
        String title = isOver(alert) ? "resolved" : alert.severity().jsonName();
        List<Object> body = new ArrayList<>();
        body.add(text('[' + title + "] " + AlertWords.plainMessage(alert), "Bolder", color(alert), most));
        StringBuilder labels = new StringBuilder();
        alert.labels()
                .forEach((name, value) -> labels.append(labels.isEmpty() ? "" : "  ")
                        .append(name)
                        .append('=')
                        .append(value));
        addText(body, labels.toString(), most);
        addText(body, AlertWords.figures(alert), most);
        return body;
    }

    private HttpMessage message(List<Object> body) {
        Map<String, @Nullable Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", body);
        Map<String, @Nullable Object> attachment = new LinkedHashMap<>();
        attachment.put("contentType", CARD);
        attachment.put("contentUrl", null);
        attachment.put("content", card);
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("type", "message");
        message.put("attachments", List.of(attachment));
        return new HttpMessage(endpoint().url(), HttpHeaders.json(), AlertJson.bytes(message));
    }

    private static void addText(List<Object> body, String text, int most) {
        if (!text.isEmpty()) {
            body.add(text(text, "Default", "Default", most));
        }
    }

    private static Map<String, Object> text(String text, String weight, String color, int most) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("type", "TextRun");
        run.put("text", FieldLimits.cut(text, most));
        run.put("weight", weight);
        run.put("color", color);
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "RichTextBlock");
        block.put("inlines", List.of(run));
        return block;
    }

    private static boolean isOver(Alert alert) {
        return alert.status() == AlertStatus.RESOLVED;
    }

    private static String color(Alert alert) {
        if (isOver(alert)) {
            return "Good";
        }
        return switch (alert.severity()) {
            case CRITICAL, ERROR -> "Attention";
            case WARNING -> "Warning";
        };
    }

    /** Whoever knows path and query can post. */
    @Override
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        String path = endpoint().url().getRawPath();
        String query = endpoint().url().getRawQuery();
        if (path != null && path.length() > 1) {
            secrets.add(path);
        }
        if (query != null && !query.isEmpty()) {
            secrets.add(query);
        }
        return secrets;
    }
}
