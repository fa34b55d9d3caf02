package io.nightjar.cli;

import io.nightjar.json.AlertJson;
import io.nightjar.request.ProcessUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a running agent is to do: it goes to its console, or is left in a file that only this user can write, and asked
 * for. Confined to one thread.
 */
final class AgentRequest {
    private static final long VERSION = 1;

    private final String id = UUID.randomUUID().toString();
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    AgentRequest(String command) {
        members.put("version", VERSION);
        members.put("id", id);
        members.put("command", command);
    }

    /** A null value is left out. */
    AgentRequest with(String member, @Nullable Object value) {
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    /**
     * Has the agent in a JVM carry it out.
     *
     * @return what it came to
     * @throws CommandFailure where there is no agent that could, or it refused
     */
    Map<?, ?> send(long pid) {
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            Properties properties = jvm.agentProperties();
            AgentAnswers.readNewer(properties, AgentAnswers.REQUEST, pid);
            ConsoleRoute console = ConsoleRoute.of(properties);
            Map<?, ?> answer = console == null ? null : console.send(members);
            if (answer != null) {
                return answer;
            }
            try (RequestDirectory directory =
                    RequestDirectory.create(AttachFolder.of(pid), ProcessUser.of(Path.of("/proc/self")))) {
                directory.write(AlertJson.bytes(members));
                return result(
                        AgentAnswers.object(AgentAnswers.readNewer(jvm.agentProperties(), AgentAnswers.REQUEST, pid)));
            }
        } catch (IOException e) {
            throw new CommandFailure("the request could not be left for process " + pid + ": " + e);
        }
    }

    private Map<?, ?> result(Map<String, @Nullable Object> answer) {
        Object error = answer.get("error");
        if (id.equals(answer.get("id"))) {
            if (answer.get("result") instanceof Map<?, ?> result) {
                return result;
            }
            Object reason = answer.get("reason");
            throw new CommandFailure(String.valueOf(error), reason == null ? null : reason.toString());
        }
        throw new CommandFailure("the agent did not take the request: "
                + (answer.get("id") == null && error != null ? error : "try again"));
    }
}
