package io.nightjar.cli;

import io.nightjar.config.Units;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of what a person asks for: who asks, why, and for how long. */
final class Asker {
    private static final long SECOND_NANOS = 1_000_000_000L;

    @Option(names = "--by", paramLabel = "NAME", description = "Who asks; the user's name where it is left out.")
    private @Nullable String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    private @Nullable String note;

    @Option(names = "--for", paramLabel = "TIME", description = "For how long, for example 30m or 2h.")
    private @Nullable String lasting;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The request with what was said. */
    AgentRequest addTo(AgentRequest request) {
        return request.with("by", by == null ? user() : by).with("note", note).with("for_seconds", seconds());
    }

    boolean saysHowLong() {
        return lasting != null;
    }

    private @Nullable Long seconds() {
        if (lasting == null) {
            return null;
        }
        OptionalLong nanos = Units.nanos(lasting.strip(), false);
        if (nanos.isEmpty() || nanos.getAsLong() == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--for must be a time such as 30m or 2h, not '" + lasting + "'");
        }
        return Math.max(1, nanos.getAsLong() / SECOND_NANOS);
    }

    /** Null where the system has no name for the user, as in a container. */
    private static @Nullable String user() {
        String name = System.getProperty("user.name");
        return name == null || name.isBlank() || name.equals("?") ? null : name;
    }
}
