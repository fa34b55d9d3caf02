package io.nightjar.launch;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.host.RawValues;
import io.nightjar.log.AgentLog;
import io.nightjar.log.AgentVersion;
import io.nightjar.log.ThrownText;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent for the jar's entry: reads the configuration, and starts the agent or logs why it stays off. Returns
 * what ends the agent, or null where it is off.
 */
public final class Launcher implements BiFunction<@Nullable String, Instrumentation, @Nullable AutoCloseable> {

    @Override
    public @Nullable AutoCloseable apply(@Nullable String argument, Instrumentation instrumentation) {
        RawValues raw = isDecoded() ? null : RawValues.ofThisProcess();
        Map<String, String> properties = systemProperties();
        Map<String, String> environment = System.getenv();
        ConfigLoader loader = ConfigLoader.of(
                argument,
                raw == null ? properties : raw.properties(properties),
                raw == null ? environment : raw.environment(environment),
                Path.of(""));
        ConfigResult result = loader.load();
        if (!(result instanceof ConfigResult.Valid valid)) {
            explain((ConfigResult.Invalid) result);
            return null;
        }
        NightjarConfig config = valid.config();
        AgentLog log = new AgentLog(config.log().level(), config.log().format());
        if (config.log().file() != null) {
            LogFile.open(config.log(), log);
        }
        if (!config.enabled()) {
            log.info(AgentVersion.text() + " is off: enabled=false (" + config.source() + ")");
            return null;
        }
        try {
            RunningAgent agent = RunningAgent.start(loader, config, instrumentation, log);
            if (raw != null) {
                sayLost(raw, log);
            }
            return agent;
        } catch (Exception e) {
            log.error(AgentVersion.text() + " could not start and stays off; the application is not affected: "
                    + ThrownText.of(e));
            return null;
        }
    }

    /** Whether the JVM could decode every letter of what it was given, so that nothing has to be read anew. */
    private static boolean isDecoded() {
        return System.getProperty("sun.jnu.encoding", "UTF-8").equals("UTF-8");
    }

    private static void sayLost(RawValues raw, AgentLog log) {
        for (String name : raw.lost()) {
            log.warn(name + " holds letters that this JVM's locale cannot express and that are no UTF-8:"
                    + " they are lost; set a UTF-8 locale (LC_ALL=C.UTF-8)");
        }
    }

    private static void explain(ConfigResult.Invalid invalid) {
        new AgentLog(AgentLog.Level.INFO, AgentLog.Format.TEXT)
                .error(
                        AgentVersion.text() + " stays off, the application runs untouched: " + invalid.count()
                                + " in the configuration",
                        invalid.problemLines());
    }

    /** The system properties as they are now; values that are no strings are not configuration. */
    private static Map<String, String> systemProperties() {
        Properties properties = System.getProperties();
        Map<String, String> copy = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            copy.put(name, properties.getProperty(name));
        }
        return copy;
    }
}
