package io.nightjar.request;

import static io.nightjar.request.RequestRejectedException.Reason;

import io.nightjar.json.AlertJson;
import io.nightjar.log.NeutralText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a person asks for. Immutable.
 *
 * @param id which no other request has
 * @param subject a fingerprint's beginning, a matcher or a silence's id, as the command needs it
 * @param lasting null where it was not said
 * @param by null where nobody said
 * @param note null where nobody said
 */
record Request(
        String id,
        Command command,
        String subject,
        @Nullable Duration lasting,
        @Nullable String by,
        @Nullable String note) {
    static final long VERSION = 1;

    private static final int MOST_CHARS = 2_000;
    /** Ten years; whoever means longer writes it into the configuration. */
    private static final long MOST_SECONDS = 3_652L * 24 * 3_600;

    private static final Set<String> ALWAYS = Set.of("version", "id", "command");

    /** What may be asked for; nothing else can be done by a request. */
    enum Command {
        ACK("fingerprint", List.of("by", "note", "for_seconds")),
        UNACK("fingerprint", List.of()),
        SILENCE("match", List.of("for_seconds", "by", "note")),
        UNSILENCE("silence", List.of());

        private final String subject;
        private final List<String> others;

        Command(String subject, List<String> others) {
            this.subject = subject;
            this.others = others;
        }

        String word() {
            return switch (this) {
                case ACK -> "ack";
                case UNACK -> "unack";
                case SILENCE -> "silence";
                case UNSILENCE -> "unsilence";
            };
        }

        private boolean takes(String member) {
            return ALWAYS.contains(member) || member.equals(subject) || others.contains(member);
        }
    }

    /** @throws RequestRejectedException where it is no request of this version */
    static Request parse(byte[] json) throws RequestRejectedException {
        Map<String, @Nullable Object> members;
        try {
            members = AlertJson.parseObject(json);
        } catch (IOException e) {
            throw new RequestRejectedException(Reason.CONTENT, "the request is no JSON object");
        }
        String id = id(members);
        if (!(members.get("version") instanceof Long version) || version != VERSION) {
            throw rejected(
                    id, "the request has version " + shown(members.get("version")) + "; this agent knows " + VERSION);
        }
        Command command = command(id, members);
        for (String member : members.keySet()) {
            if (!command.takes(member)) {
                throw rejected(id, "this agent knows no member " + shown(member) + " of " + command.word());
            }
        }
        String subject = text(id, members, command.subject);
        if (subject == null || subject.isBlank()) {
            throw rejected(id, command.word() + " lacks its member " + command.subject);
        }
        Duration lasting = lasting(id, members);
        if (command == Command.SILENCE && lasting == null) {
            throw rejected(id, "silence lacks its member for_seconds");
        }
        return new Request(id, command, subject, lasting, text(id, members, "by"), text(id, members, "note"));
    }

    /** For how long, where the command needs to know. */
    Duration knownLasting() {
        if (lasting == null) {
            throw new IllegalStateException(command.word() + " says no time");
        }
        return lasting;
    }

    private static String id(Map<String, @Nullable Object> members) throws RequestRejectedException {
        if (members.get("id") instanceof String id && id.length() >= 8 && id.length() <= 64) {
            int i = 0;
            while (i < id.length() && (isLetterOrDigit(id.charAt(i)) || id.charAt(i) == '-')) {
                i++;
            }
            if (i == id.length()) {
                return id;
            }
        }
        throw new RequestRejectedException(
                Reason.CONTENT, "the request lacks its id of 8 to 64 letters, digits and hyphens");
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static Command command(String id, Map<String, @Nullable Object> members) throws RequestRejectedException {
        Object word = members.get("command");
        for (Command command : Command.values()) {
            if (command.word().equals(word)) {
                return command;
            }
        }
        throw rejected(id, "this agent knows no command " + shown(word));
    }

    private static @Nullable String text(String id, Map<String, @Nullable Object> members, String name)
            throws RequestRejectedException {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw rejected(id, name + " of the request is no text");
        }
        if (text.length() > MOST_CHARS) {
            throw rejected(id, name + " of the request is longer than " + MOST_CHARS + " characters");
        }
        return text;
    }

    private static @Nullable Duration lasting(String id, Map<String, @Nullable Object> members)
            throws RequestRejectedException {
        Object value = members.get("for_seconds");
        if (value == null) {
            return null;
        }
        if (!(value instanceof Long seconds) || seconds <= 0 || seconds > MOST_SECONDS) {
            throw rejected(id, "for_seconds of the request is no whole number from 1 to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    private static RequestRejectedException rejected(String id, String message) {
        return new RequestRejectedException(Reason.CONTENT, id, message);
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "none" : "'" + NeutralText.of(value.toString(), 40) + "'";
    }
}
