package io.nightjar.console;

import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lies below {@code /api/v1/}. Thread-safe. */
final class Api {
    static final String PATH = "/api/v1/";
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final String CONDITIONS = PATH + "conditions/";
    private static final String ACKNOWLEDGE = "/acknowledge";
    private static final String SILENCES = PATH + "silences/";

    private final ConsoleBackend backend;

    Api(ConsoleBackend backend) {
        this.backend = backend;
    }

    /** The methods of a path, as the header {@code Allow} lists them; null where there is no such path. */
    static @Nullable String methods(String path) {
        return switch (path) {
            case PATH + "status", PATH + "alerts", PATH + "conditions", PATH + "series", PATH + "advice" -> "GET, HEAD";
            case PATH + "silences" -> "GET, HEAD, POST";
            default -> {
                if (!isOneName(acknowledged(path)) && !isOneName(silence(path))) {
                    yield null;
                }
                yield path.startsWith(SILENCES) ? "DELETE" : "POST, DELETE";
            }
        };
    }

    private static boolean isOneName(String text) {
        return !text.isEmpty() && text.indexOf('/') < 0;
    }

    /** The fingerprint in a path; empty where there is none. */
    private static String acknowledged(String path) {
        return path.startsWith(CONDITIONS)
                        && path.endsWith(ACKNOWLEDGE)
                        && path.length() > CONDITIONS.length() + ACKNOWLEDGE.length()
                ? path.substring(CONDITIONS.length(), path.length() - ACKNOWLEDGE.length())
                : "";
    }

    private static String silence(String path) {
        return path.startsWith(SILENCES) ? path.substring(SILENCES.length()) : "";
    }

    /** Reads. */
    Answer get(String path, @Nullable String rawQuery) throws BadRequestException {
        Answer answer = switch (path) {
            case PATH + "status" -> status(Query.parse(rawQuery));
            case PATH + "alerts" -> alerts(Query.parse(rawQuery, "type", "limit", "status"));
            case PATH + "conditions" -> json(Query.parse(rawQuery), backend.conditions());
            case PATH + "silences" -> json(Query.parse(rawQuery), backend.silences());
            case PATH + "series" -> series(Query.parse(rawQuery, "operation", "figure", "from", "to"));
            default -> advice(Query.parse(rawQuery));
        };
        return answer.body().length > MOST_BYTES
                ? Answer.problem(500, "the answer would be larger than 4 MiB: ask for less")
                : answer;
    }

    private static Answer json(Query nothing, String text) {
        return Answer.json(200, text);
    }

    private Answer status(Query nothing) {
        Answer whole = Answer.json(200, backend.status(false));
        return whole.body().length > MOST_BYTES ? Answer.json(200, backend.status(true)) : whole;
    }

    private Answer alerts(Query query) throws BadRequestException {
        String type = query.text("type");
        String status = query.text("status");
        requireOneOf("type", type, names(AlertType.values()));
        requireOneOf("status", status, names(AlertStatus.values()));
        long limit = query.number("limit", Integer.MAX_VALUE);
        List<String> alerts = backend.alerts(type, status, (int) Math.min(Integer.MAX_VALUE, limit));
        return Answer.json(200, array(alerts));
    }

    /** As an array, with as many of the newest as an answer may hold. */
    private static String array(List<String> alerts) {
        int from = alerts.size();
        long bytes = 2;
        while (from > 0 && bytes + 1 + 3L * alerts.get(from - 1).length() <= MOST_BYTES) {
            from--;
            bytes += 1 + alerts.get(from).getBytes(StandardCharsets.UTF_8).length;
        }
        return "[" + String.join(",", alerts.subList(from, alerts.size())) + "]";
    }

    private static List<String> names(Enum<?>[] constants) {
        List<String> names = new ArrayList<>();
        for (Enum<?> constant : constants) {
            names.add(constant instanceof AlertType type ? type.jsonName() : ((AlertStatus) constant).jsonName());
        }
        return names;
    }

    private static void requireOneOf(String name, @Nullable String value, List<String> known)
            throws BadRequestException {
        if (value != null && !known.contains(value)) {
            throw new BadRequestException(400, name + " must be one of " + String.join(", ", known));
        }
    }

    private Answer series(Query query) throws BadRequestException {
        String figure = query.text("figure");
        if (figure == null) {
            throw new BadRequestException(400, "figure is missing");
        }
        SeriesSource.Series series = backend.series()
                .series(query.text("operation"), figure, query.number("from", 0), query.number("to", Long.MAX_VALUE));
        if (series == null) {
            return Answer.problem(404, "there is no such figure, or no history of this operation");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("step_seconds", series.stepSeconds());
        members.put("points", series.points());
        return Answer.json(200, members);
    }

    private Answer advice(Query nothing) {
        String advice = backend.advice();
        return advice == null ? Answer.problem(404, "there is no advice to give") : Answer.text(advice);
    }

    /** Changes. */
    Answer post(String path, byte[] json) throws BadRequestException, RefusedException {
        if (path.equals(PATH + "silences")) {
            Body body = Body.parse(json, "match", "for", "by", "note");
            String match = body.text("match");
            Duration lasting = body.duration("for");
            if (match == null || match.isBlank()) {
                throw new BadRequestException(400, "match is missing: what is to be silenced, such as operation=chat*");
            }
            if (lasting == null) {
                throw new BadRequestException(400, "for is missing: how long, such as 1h");
            }
            Map<?, ?> silence = backend.silence(match, lasting, body.text("by"), body.text("note"));
            Map<String, Object> id = new LinkedHashMap<>();
            id.put("id", String.valueOf(silence.get("id")));
            return Answer.json(201, id);
        }
        Body body = Body.parse(json, "by", "note", "for");
        return Answer.json(
                200, backend.acknowledge(acknowledged(path), body.text("by"), body.text("note"), body.duration("for")));
    }

    /** Takes back. */
    Answer delete(String path) throws RefusedException {
        if (path.startsWith(SILENCES)) {
            backend.unsilence(silence(path));
        } else {
            backend.unacknowledge(acknowledged(path));
        }
        return Answer.done();
    }
}
