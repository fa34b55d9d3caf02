package io.nightjar.replay;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.IsoMillis;
import io.nightjar.json.AlertJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints alerts, a line each: for a person, or as JSON. Confined to one thread. */
final class AlertLines {
    private static final int SEVERITY_WIDTH = 10;
    private static final int TYPE_WIDTH = 12;

    private final PrintWriter out;
    private final boolean json;
    private final ReplayIds ids = new ReplayIds();

    AlertLines(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** A notification; as JSON the alerts in it that were not printed before. */
    void print(SentAlert sent) {
        if (!json) {
            String members =
                    sent.group() == null ? "" : " (a group of " + sent.alerts().size() + ')';
            out.println(text(sent.alert(), members, sent.destinations()));
            return;
        }
        for (Alert alert : sent.alerts()) {
            if (!ids.knows(alert)) {
                out.println(AlertJson.text(ids.with(alert)));
            }
        }
    }

    /**
     * What one configuration sends and the other does not.
     *
     * @param sign + or -
     */
    void print(char sign, Alert alert, Set<String> destinations) {
        if (!json) {
            out.println(sign + " " + text(alert, "", destinations));
            return;
        }
        Map<String, @Nullable Object> members =
                new LinkedHashMap<>(ids.with(alert).toMap());
        members.put("change", sign == '+' ? "added" : "dropped");
        out.println(new String(AlertJson.bytes(members), StandardCharsets.UTF_8));
    }

    private static String text(Alert alert, String more, Set<String> destinations) {
        StringBuilder line = new StringBuilder(IsoMillis.format(alert.timestamp())).append("  ");
        boolean firing = alert.status() == AlertStatus.FIRING;
        append(line, firing ? alert.severity().jsonName() : "resolved", SEVERITY_WIDTH);
        append(line, alert.type().jsonName(), TYPE_WIDTH);
        line.append(alert.message()).append(more);
        if (firing && alert.metadata().get("suppressed") instanceof Long suppressed && suppressed > 0) {
            line.append(" (").append(suppressed).append(" suppressed)");
        }
        line.append("  -> ").append(String.join(", ", destinations));
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, '?');
            }
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String word, int width) {
        line.append(word).append(" ".repeat(Math.max(1, width - word.length())));
    }
}
