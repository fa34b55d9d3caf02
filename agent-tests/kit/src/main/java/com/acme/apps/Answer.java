package com.acme.apps;

import java.util.List;

/**
 * What a server of the tests answers.
 *
 * @param pieces sent one after the other, each flushed
 * @param end what becomes of the connection
 */
public record Answer(int status, String type, List<String> pieces, End end) {
    public enum End {
        WHOLE,
        /** Nothing more is sent, and the connection stays open. */
        STALLED,
        /** More was promised than is sent. */
        TRUNCATED
    }

    public static Answer json(String text) {
        return new Answer(200, "application/json", List.of(text), End.WHOLE);
    }

    public static Answer refused(int status, String text) {
        return new Answer(status, "application/json", List.of(text), End.WHOLE);
    }

    public static Answer events(List<String> events) {
        return new Answer(200, "text/event-stream", events, End.WHOLE);
    }

    public static Answer lines(List<String> lines) {
        return new Answer(200, "application/x-ndjson", lines, End.WHOLE);
    }

    /** The first pieces of it. */
    public Answer upTo(int count, End how) {
        return new Answer(status, type, pieces.subList(0, count), how);
    }
}
