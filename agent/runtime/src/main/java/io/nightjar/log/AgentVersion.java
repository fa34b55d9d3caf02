package io.nightjar.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this agent, written into a resource by the build. Immutable; safe from any thread. */
public final class AgentVersion {
    private static final String RESOURCE = "io/nightjar/nightjar-version.properties";
    private static final String KEY = "version=";

    private AgentVersion() {}

    /** The version, for example {@code 0.1.0}; {@code unknown} where the resource is missing. */
    public static String text() {
        return Holder.TEXT;
    }

    private static String read() {
        try (InputStream in = AgentVersion.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            String line = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return line.startsWith(KEY) ? line.substring(KEY.length()) : "unknown";
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    private static final class Holder {
        static final String TEXT = read();
    }
}
