package io.nightjar.cli;

import io.nightjar.config.ConsoleSettings;
import io.nightjar.config.Secret;
import io.nightjar.console.ConsoleServer;
import io.nightjar.log.AgentLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code console <pid>}: a page over a running agent. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = {
            "Serve a page over a running agent from this command, until it is ended or the application has gone; where the"
                    + " agent's own console listens, print its address."
        })
final class ConsoleCommand implements Callable<Integer> {
    private static final int MOST_PORTS = 65_535;
    private static final int TOKEN_BYTES = 32;

    @Parameters(paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Option(names = "--port", paramLabel = "P", description = "Where to serve, on loopback; a free port otherwise.")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (port < 0 || port > MOST_PORTS) {
            throw new ParameterException(
                    spec.commandLine(), "--port must be from 0 to " + MOST_PORTS + ", not " + port);
        }
        PrintWriter out = spec.commandLine().getOut();
        String own = ownConsole();
        if (own != null) {
            out.println(own);
            return NightjarCommand.OK;
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        Secret token = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        ConsoleSettings settings = new ConsoleSettings(ConsoleSettings.LOOPBACK, port, token, null, List.of());
        try (ConsoleServer server = ConsoleServer.start(
                settings, new AttachedBackend(pid), token, new AgentLog(AgentLog.Level.WARN, AgentLog.Format.TEXT))) {
            out.println(address(server.listen(), token.reveal()));
            out.flush();
            ProcessHandle.of(pid).ifPresent(ConsoleCommand::awaitEnd);
            out.println("process " + pid + " has gone");
            return NightjarCommand.OK;
        } catch (IOException e) {
            throw new CommandFailure("nothing can be served on port " + port + ": it is in use, or may not be taken");
        }
    }

    /** The address of the agent's own console; null where it listens nowhere. */
    private @Nullable String ownConsole() {
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            Properties properties = jvm.agentProperties();
            AgentAnswers.read(properties, AgentAnswers.STATUS, pid);
            ConsoleRoute route = ConsoleRoute.of(properties);
            return route == null ? null : route.page();
        }
    }

    static String address(String listen, String token) {
        return "http://" + listen + "/#token=" + token;
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new CommandFailure("the command was interrupted");
        }
    }
}
