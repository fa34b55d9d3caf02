package io.nightjar.request;

import io.nightjar.json.AlertJson;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.OpenCondition;
import io.nightjar.notify.PolicyControl;
import io.nightjar.notify.RequestRefusedException;
import io.nightjar.notify.Silence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agent answers a person about its conditions and silences, and what it does when it is asked to. Thread-safe; makes
 * and reads nothing before it is asked.
 *
 * <p>A request lies in a file; to ask for the {@link #answer answer} carries it out. Whoever asks, the answer to the last request stays,
 * with that request's id, so that somebody else's question in between loses nothing.
 */
public final class AgentRequests {
    private static final String FAILURE = "launch.request";
    private static final Path OWN_PROCESS = Path.of("/proc/self");
    private static final int MOST_IDS = 1_000;

    private final PolicyControl policy;
    private final AgentLog log;
    private final InstantSource clock;
    private final Path temporary;
    private final Set<String> carriedOut = new LinkedHashSet<>();
    private Map<String, @Nullable Object> last = Map.of();
    private @Nullable RequestFile file;
    private long rejected;

    public AgentRequests(PolicyControl policy, AgentLog log, InstantSource clock) {
        this(policy, log, clock, Path.of(RequestPlace.TEMPORARY_DIRECTORY));
    }

    /** @param temporary the directory of the JVM's attach files */
    AgentRequests(PolicyControl policy, AgentLog log, InstantSource clock, Path temporary) {
        this.policy = policy;
        this.log = log;
        this.clock = clock;
        this.temporary = temporary;
    }

    /** All conditions, a JSON array; an empty one where making it failed. */
    public String conditions() {
        try {
            List<Object> maps = new ArrayList<>();
            for (OpenCondition condition : policy.conditions()) {
                maps.add(condition.toMap());
            }
            return text(maps);
        } catch (Throwable e) {
            log.failure(FAILURE, e);
            return "[]";
        }
    }

    /** All silences that are not over, a JSON array; an empty one where making it failed. */
    public String silences() {
        try {
            List<Object> maps = new ArrayList<>();
            for (Silence silence : policy.silences()) {
                maps.add(SilenceMap.of(silence));
            }
            return text(maps);
        } catch (Throwable e) {
            log.failure(FAILURE, e);
            return "[]";
        }
    }

    /**
     * Carries out the request that waits, if one does, and gives the answer to the last one as a JSON object: {@code id},
     * {@code ok}, and {@code result} or {@code error}. An answer without id is to something that was not taken for a request.
     * {@code rejected} counts what was not carried out because of what it was or where it lay.
     */
    public synchronized String answer() {
        try {
            if (!Files.isDirectory(OWN_PROCESS)) {
                return counted(refusal(null, "requests are taken on Linux only"));
            }
            byte[] content = file().take(clock.instant());
            if (content != null) {
                last = answer(content);
            }
            return counted(last);
        } catch (RequestRejectedException e) {
            return counted(reject(e));
        } catch (SecurityException e) {
            return counted(refusal(null, "the application's security manager lets the agent take no request"));
        } catch (Throwable e) {
            log.failure(FAILURE, e);
            return counted(refusal(null, "the agent could not take the request: its log says why"));
        }
    }

    private RequestFile file() throws IOException {
        RequestFile made = file;
        if (made == null) {
            String directory = RequestPlace.directory(ProcessHandle.current().pid());
            made = new RequestFile(temporary, directory, ProcessUser.of(OWN_PROCESS));
            file = made;
        }
        return made;
    }

    private Map<String, @Nullable Object> answer(byte[] content) throws RequestRejectedException {
        Request request;
        try {
            request = Request.parse(content);
            requireNew(request);
        } catch (RequestRejectedException e) {
            if (e.id() == null) {
                throw e;
            }
            return reject(e);
        }
        try {
            Map<String, @Nullable Object> result = carryOut(request);
            log.debug(request.command().word() + " of " + request.subject() + said(request));
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("id", request.id());
            answer.put("ok", true);
            answer.put("result", result);
            return answer;
        } catch (RequestRefusedException e) {
            Map<String, @Nullable Object> refusal = refusal(request.id(), String.valueOf(e.getMessage()));
            refusal.put("reason", e.reason().name().toLowerCase(Locale.ROOT));
            return refusal;
        } catch (Throwable e) {
            log.failure(FAILURE, e);
            return refusal(
                    request.id(), "the agent failed at " + request.command().word() + ": its log says why");
        }
    }

    private void requireNew(Request request) throws RequestRejectedException {
        if (!carriedOut.add(request.id())) {
            throw new RequestRejectedException(
                    RequestRejectedException.Reason.REPEATED, request.id(), "the request was carried out before");
        }
        if (carriedOut.size() > MOST_IDS) {
            carriedOut.remove(carriedOut.iterator().next());
        }
    }

    private Map<String, @Nullable Object> carryOut(Request request) throws RequestRefusedException {
        return switch (request.command()) {
            case ACK ->
                policy.acknowledge(request.subject(), request.by(), request.note(), request.lasting())
                        .toMap();
            case UNACK -> policy.unacknowledge(request.subject()).toMap();
            case SILENCE ->
                SilenceMap.of(policy.silence(request.subject(), request.knownLasting(), request.by(), request.note()));
            case UNSILENCE -> SilenceMap.of(policy.unsilence(request.subject()));
        };
    }

    private static String said(Request request) {
        return (request.lasting() == null ? "" : " for " + request.lasting().toSeconds() + " s")
                + (request.by() == null ? "" : " by " + request.by())
                + (request.note() == null ? "" : ": " + request.note());
    }

    private Map<String, @Nullable Object> reject(RequestRejectedException why) {
        rejected++;
        log.warnOnce("request:" + why.reason(), "a request was not carried out: " + why.getMessage());
        return refusal(why.id(), String.valueOf(why.getMessage()));
    }

    private static Map<String, @Nullable Object> refusal(@Nullable String id, String error) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        answer.put("ok", false);
        answer.put("error", error);
        return answer;
    }

    private String counted(Map<String, @Nullable Object> answer) {
        Map<String, @Nullable Object> counted = new LinkedHashMap<>(answer);
        counted.put("rejected", rejected);
        return text(counted);
    }

    private static String text(Object value) {
        return new String(AlertJson.bytes(value), StandardCharsets.UTF_8);
    }
}
