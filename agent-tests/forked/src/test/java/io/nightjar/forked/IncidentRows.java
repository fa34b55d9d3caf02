package io.nightjar.forked;

import io.nightjar.forked.AlertReceiver.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request says, in a line: its event and the fields by which its receiver knows what it is about. Stateless. */
final class IncidentRows {
    private static final int SHORT = 8;
    private static final Pattern CARD = Pattern.compile("\"text\":\"(\\[\\w+] [^\"]*?) exceeded for (\\w+):");
    private static final Pattern OPSGENIE_PATH = Pattern.compile("/v2/alerts/([0-9a-f]+)/(\\w+)\\?.*");

    private IncidentRows() {}

    static String pagerDuty(Request request) {
        Map<String, Object> event = request.json();
        String row = event.get("event_action") + " dedup_key=" + shortened(event.get("dedup_key"));
        Map<String, Object> payload = Json.object(event, "payload");
        return payload == null
                ? row
                : row + " severity=" + payload.get("severity") + " component=" + payload.get("component");
    }

    static String opsgenie(Request request) {
        Map<String, Object> body = request.json();
        Matcher path = OPSGENIE_PATH.matcher(request.path());
        if (!path.matches()) {
            return "POST " + request.path() + " alias=" + shortened(body.get("alias")) + " priority="
                    + body.get("priority");
        }
        String row = "POST /v2/alerts/" + shortened(path.group(1)) + "/" + path.group(2);
        return path.group(2).equals("close") ? row : row + " user=" + body.get("user") + " note=" + body.get("note");
    }

    static String teams(Request request) {
        Matcher card = CARD.matcher(request.body());
        if (!card.find()) {
            throw new AssertionError("no card: " + request.body());
        }
        return card.group(1) + " exceeded for " + card.group(2);
    }

    /** The members of a grouped notification: the operation, and the status. */
    static Map<String, String> members(Request request) {
        Map<String, String> members = new TreeMap<>();
        for (Map<String, Object> alert : alerts(request)) {
            members.put((String) Json.object(alert, "labels").get("operation"), (String) alert.get("status"));
        }
        return members;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts(Request request) {
        return (List<Map<String, Object>>) request.json().get("alerts");
    }

    static String shortened(Object id) {
        return ((String) id).substring(0, SHORT) + "…";
    }
}
