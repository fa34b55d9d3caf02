package io.nightjar.launch;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.log.AgentLog;
import io.nightjar.log.AgentVersion;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the jar's entry calls: reads the configuration and starts the agent, or says why it stays off. Returns what ends
 * the agent, or null where it is off.
 */
public final class Launcher implements BiFunction<@Nullable String, Instrumentation, @Nullable AutoCloseable> {

    @Override
    public @Nullable AutoCloseable apply(@Nullable String argument, Instrumentation instrumentation) {
        ConfigLoader loader = ConfigLoader.of(argument, systemProperties(), System.getenv(), Path.of(""));
        ConfigResult result = loader.load();
        if (result instanceof ConfigResult.Invalid invalid) {
            new AgentLog(AgentLog.Level.INFO, AgentLog.Format.TEXT).error(explain(invalid));
            return null;
        }
        NightjarConfig config = ((ConfigResult.Valid) result).config();
        AgentLog log = new AgentLog(config.log().level(), config.log().format());
        LogFile.open(config.log(), log);
        if (!config.enabled()) {
            log.info(AgentVersion.text() + " is off: enabled=false (" + config.source() + ")");
            return null;
        }
        try {
            return RunningAgent.start(loader, config, instrumentation, log);
        } catch (Exception e) {
            log.error(AgentVersion.text() + " could not start and stays off; the application is not affected: " + e);
            return null;
        }
    }

    private static String explain(ConfigResult.Invalid invalid) {
        StringBuilder text = new StringBuilder(256);
        text.append(AgentVersion.text()).append(" stays off, the application runs untouched: ");
        text.append(invalid.count()).append(" in the configuration");
        for (String line : invalid.problemLines()) {
            text.append(System.lineSeparator()).append(line);
        }
        return text.toString();
    }

    /** The system properties as they are now; values that are no strings are nobody's configuration. */
    private static Map<String, String> systemProperties() {
        Properties properties = System.getProperties();
        Map<String, String> copy = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            copy.put(name, properties.getProperty(name));
        }
        return copy;
    }
}
