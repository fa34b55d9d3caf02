package io.nightjar.cli;

import io.nightjar.console.ConsoleBackend;
import io.nightjar.console.RefusedException;
import io.nightjar.console.SeriesSource;
import io.nightjar.console.UnreachableException;
import io.nightjar.notify.RequestRefusedException.Reason;
import io.nightjar.status.AgentStatus;
import io.nightjar.status.StatusJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The agent in another JVM, asked through that JVM's attach protocol. Thread-safe.
 *
 * <p>What is asked for within a second is answered by one question, since a page asks for several things at once.
 */
final class AttachedBackend implements ConsoleBackend {
    private static final long FRESH_NANOS = 900_000_000L;

    private final long pid;
    private @Nullable Properties answers;
    private long answeredNanos;

    AttachedBackend(long pid) {
        this.pid = pid;
    }

    private synchronized String answer(String property) {
        Properties known = answers;
        if (known == null || System.nanoTime() - answeredNanos > FRESH_NANOS) {
            try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
                known = jvm.agentProperties();
            } catch (CommandFailure gone) {
                throw new UnreachableException(String.valueOf(gone.getMessage()));
            }
            answers = known;
            answeredNanos = System.nanoTime();
        }
        String answer = known.getProperty(property);
        if (answer == null || answer.isBlank()) {
            throw new UnreachableException("no nightjar runs in process " + pid + " any more, or one that is older");
        }
        return answer;
    }

    private synchronized void forget() {
        answers = null;
    }

    @Override
    public List<String> standstill() {
        answer(AgentAnswers.STATUS);
        return List.of();
    }

    @Override
    public String status(boolean brief) {
        String status = answer(AgentAnswers.STATUS);
        return brief
                ? AgentAnswers.status(status)
                        .map(AgentStatus::brief)
                        .map(StatusJson::text)
                        .orElse(status)
                : status;
    }

    @Override
    public List<String> alerts(@Nullable String type, @Nullable String status, int limit) {
        List<String> alerts = new ArrayList<>();
        for (String alert : AgentAnswers.items(answer(AgentAnswers.ALERTS))) {
            Map<String, @Nullable Object> members = AgentAnswers.object(alert);
            if ((type == null || type.equals(members.get("alert_type")))
                    && (status == null || status.equals(members.get("status")))) {
                alerts.add(alert);
            }
        }
        return alerts.subList(alerts.size() - Math.min(limit, alerts.size()), alerts.size());
    }

    @Override
    public String conditions() {
        return answer(AgentAnswers.CONDITIONS);
    }

    @Override
    public String silences() {
        return answer(AgentAnswers.SILENCES);
    }

    @Override
    public @Nullable String advice() {
        return null;
    }

    @Override
    public SeriesSource series() {
        return SeriesSource.NONE;
    }

    @Override
    public Map<?, ?> acknowledge(
            String fingerprint, @Nullable String by, @Nullable String note, @Nullable Duration lasting)
            throws RefusedException {
        return send(new AgentRequest("ack")
                .with("fingerprint", fingerprint)
                .with("by", by)
                .with("note", note)
                .with("for_seconds", lasting == null ? null : seconds(lasting)));
    }

    @Override
    public void unacknowledge(String fingerprint) throws RefusedException {
        send(new AgentRequest("unack").with("fingerprint", fingerprint));
    }

    @Override
    public Map<?, ?> silence(String match, Duration lasting, @Nullable String by, @Nullable String note)
            throws RefusedException {
        return send(new AgentRequest("silence")
                .with("match", match)
                .with("for_seconds", seconds(lasting))
                .with("by", by)
                .with("note", note));
    }

    @Override
    public void unsilence(String id) throws RefusedException {
        send(new AgentRequest("unsilence").with("silence", id));
    }

    private static long seconds(Duration lasting) {
        return Math.max(1, lasting.toSeconds());
    }

    private Map<?, ?> send(AgentRequest request) throws RefusedException {
        try {
            return request.send(pid);
        } catch (CommandFailure failed) {
            String message = String.valueOf(failed.getMessage());
            for (Reason reason : Reason.values()) {
                if (reason.name().equalsIgnoreCase(failed.reason())) {
                    throw new RefusedException(reason, message);
                }
            }
            throw RefusedException.unreachable(message);
        } finally {
            forget();
        }
    }
}
