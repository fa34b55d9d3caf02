package io.nightjar.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nightjar.export.AttachExporter;
import io.nightjar.json.AlertJson;
import io.nightjar.status.AgentStatus;
import io.nightjar.status.StatusJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a running agent answers, as properties that its JVM hands out through the attach protocol: nothing is loaded into
 * that JVM, and nothing is printed there. {@link AttachExporter} makes the answers.
 */
final class AgentAnswers {
    /** Property with the alerts that were sent. */
    static final String ALERTS = AttachExporter.ALERTS;
    /** Property with the status. */
    static final String STATUS = AttachExporter.STATUS;
    /** Property with what fires or is pending. */
    static final String CONDITIONS = AttachExporter.CONDITIONS;
    /** Property with the silences. */
    static final String SILENCES = AttachExporter.SILENCES;
    /** Property with the thresholds that are advised. */
    static final String ADVICE = AttachExporter.ADVICE;
    /** Property with the answer to the last request. */
    static final String REQUEST = AttachExporter.REQUEST;

    /** Property with how the agent's own console is reached. */
    static final String CONSOLE = AttachExporter.CONSOLE;

    private AgentAnswers() {}

    /**
     * Asks the agent in a running JVM.
     *
     * @throws CommandFailure where there is no such JVM, or no agent in it
     */
    static String ask(long pid, String property) {
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            return read(jvm.agentProperties(), property, pid);
        }
    }

    /** As {@link #ask}, for what an agent of an earlier version does not know. */
    static String askNewer(long pid, String property) {
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            return readNewer(jvm.agentProperties(), property, pid);
        }
    }

    /** The thresholds that an agent advises, as a fragment of a properties file. */
    static String advice(long pid) {
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            Properties properties = jvm.agentProperties();
            read(properties, STATUS, pid);
            String answer = properties.getProperty(ADVICE);
            if (answer == null) {
                throw new CommandFailure(
                        "the agent in process " + pid + " is older than this command: it advises nothing");
            }
            return answer;
        }
    }

    static boolean isThere(Properties properties) {
        String status = properties.getProperty(STATUS);
        return status != null && !status.isBlank();
    }

    static String read(Properties properties, String property, long pid) {
        String answer = properties.getProperty(property);
        if (answer == null || answer.isBlank()) {
            throw new CommandFailure("no nightjar runs in process " + pid
                    + ": start that JVM with -javaagent:nightjar.jar, or attach with `java -jar nightjar.jar attach "
                    + pid
                    + "`");
        }
        return answer;
    }

    /** As {@link #read}, for what an agent of an earlier version does not know. */
    static String readNewer(Properties properties, String property, long pid) {
        read(properties, STATUS, pid);
        String answer = properties.getProperty(property);
        if (answer == null) {
            throw new CommandFailure("the agent in process " + pid
                    + " is older than this command: it knows neither conditions, acknowledgements nor silences");
        }
        return answer;
    }

    /** The status that such an answer describes; empty where the agent could not make it. */
    static Optional<AgentStatus> status(String json) {
        try {
            return StatusJson.parse(json);
        } catch (IOException e) {
            throw new CommandFailure("the agent's answer could not be read: " + e.getMessage());
        }
    }

    static Map<String, @Nullable Object> object(String json) {
        try {
            return AlertJson.parseObject(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailure("the agent's answer could not be read: " + e.getMessage());
        }
    }

    /** The objects of a JSON array, each as it stands in the text. */
    static List<String> items(String json) {
        List<String> items = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new CommandFailure("the agent's answer could not be read: no JSON array");
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                items.add(json.substring(start, (int) parser.currentLocation().getCharOffset()));
            }
        } catch (IOException e) {
            throw new CommandFailure("the agent's answer could not be read: " + e.getMessage());
        }
        return items;
    }
}
