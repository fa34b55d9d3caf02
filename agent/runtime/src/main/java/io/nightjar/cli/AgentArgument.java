package io.nightjar.cli;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text that a person gives a command in place of the agent's argument. Immutable. */
final class AgentArgument {
    private final String text;
    private final Path workingDirectory;

    private AgentArgument(String text, Path workingDirectory) {
        this.text = text;
        this.workingDirectory = workingDirectory;
    }

    /** Several words become one argument, because the shell split them at blanks. */
    static AgentArgument of(@Nullable List<String> words, Path workingDirectory) {
        return new AgentArgument(words == null ? "" : String.join(";", words), workingDirectory);
    }

    /** What the agent follows where nobody says anything. */
    static ConfigResult defaults(Path workingDirectory) {
        return ConfigLoader.of("", Map.of(), Map.of(), workingDirectory).load();
    }

    /** What the agent would make of it here. */
    ConfigResult load(Map<String, String> environment) {
        return ConfigLoader.of(text, nightjarProperties(), environment, workingDirectory)
                .load();
    }

    /** The argument for a JVM that runs elsewhere: the path of a properties file becomes absolute. */
    String absolute() {
        ConfigLoader loader = ConfigLoader.of(text, Map.of(), Map.of(), workingDirectory);
        Path path = loader.path();
        if (path == null) {
            return text;
        }
        if (!text.startsWith("config=") && !text.contains(";config=")) {
            return path.toAbsolutePath().toString();
        }
        StringBuilder out = new StringBuilder();
        for (String part : text.split(";")) {
            String own = part.strip();
            out.append(out.isEmpty() ? "" : ";");
            out.append(own.startsWith("config=") ? "config=" + path.toAbsolutePath() : own);
        }
        return out.toString();
    }

    private static Map<String, String> nightjarProperties() {
        Map<String, String> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("nightjar.") || name.startsWith("http.") || name.startsWith("https.")) {
                properties.put(name, System.getProperty(name));
            }
        }
        return properties;
    }
}
