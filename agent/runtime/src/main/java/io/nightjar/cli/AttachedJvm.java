package io.nightjar.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import net.bytebuddy.agent.VirtualMachine;

/**
 * A running JVM, reached by the attach protocol: through the JDK's own client where there is one, else through Byte
 * Buddy's. Confined to one thread.
 */
final class AttachedJvm implements AutoCloseable {
    private static final String JDK_CLIENT = "com.sun.tools.attach.VirtualMachine";
    /** Of the signals that a process catches, as a bit mask: a JVM that lets itself be attached catches SIGQUIT. */
    private static final long SIGQUIT_BIT = 1L << 2;

    private final long pid;
    private final Client client;

    private AttachedJvm(long pid, Client client) {
        this.pid = pid;
        this.client = client;
    }

    /**
     * Attaches.
     *
     * @throws CommandFailure where there is no such process, it is no JVM, or this user may not attach to it
     */
    static AttachedJvm attach(long pid) {
        if (pid <= 0 || ProcessHandle.of(pid).isEmpty()) {
            throw new CommandFailure("there is no process " + pid);
        }
        if (!catchesAttachSignal(pid)) {
            throw new CommandFailure(
                    "process " + pid + " is no JVM, or one that is started with -Xrs and cannot be attached");
        }
        try {
            return new AttachedJvm(pid, client(pid));
        } catch (InvocationTargetException e) {
            throw failure(pid, e.getCause());
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
            throw failure(pid, e);
        }
    }

    private static Client client(long pid) throws ReflectiveOperationException, IOException {
        Class<?> type;
        try {
            type = ClassLoader.getSystemClassLoader().loadClass(JDK_CLIENT);
        } catch (ClassNotFoundException noAttachModule) {
            return new ByteBuddyClient(VirtualMachine.ForHotSpot.attach(Long.toString(pid)));
        }
        return new JdkClient(type, type.getMethod("attach", String.class).invoke(null, Long.toString(pid)));
    }

    /** A SIGQUIT, with which attaching begins, would end a process that does not catch it. */
    private static boolean catchesAttachSignal(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("SigCgt:")) {
                    return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGQUIT_BIT) != 0;
                }
            }
        } catch (IOException | NumberFormatException unknown) {
            return true;
        }
        return true;
    }

    long pid() {
        return pid;
    }

    /** The properties that the JVM, and an agent in it, hand out. */
    Properties agentProperties() {
        try {
            return client.agentProperties();
        } catch (InvocationTargetException e) {
            throw failure(pid, e.getCause());
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            throw failure(pid, e);
        }
    }

    /** Has the JVM load an agent, or call the one that it has loaded. */
    void loadAgent(Path jar, String argument) {
        try {
            client.loadAgent(jar.toString(), argument);
        } catch (InvocationTargetException e) {
            throw failure(pid, e.getCause());
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            throw failure(pid, e);
        }
    }

    @Override
    public void close() {
        try {
            client.detach();
        } catch (ReflectiveOperationException | IOException | RuntimeException alreadyGone) {
            // The other JVM has closed the connection first: there is nothing left to close.
            return;
        }
    }

    private static CommandFailure failure(long pid, Throwable cause) {
        if (cause instanceof LinkageError) {
            return new CommandFailure("this Java runtime lacks " + cause.getMessage() + ": run the command with a JDK");
        }
        String message = String.valueOf(cause.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (ProcessHandle.of(pid).isEmpty() || lower.contains("no such process")) {
            return new CommandFailure("there is no process " + pid);
        }
        if (lower.contains("permi") || lower.contains("denied") || lower.contains("not secure")) {
            String user = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().user())
                    .orElse("its owner");
            return new CommandFailure(
                    "not permitted to attach to process " + pid + ": run this as the user of that JVM (" + user + ")");
        }
        return new CommandFailure("process " + pid + " could not be attached: " + message);
    }

    /** One of the two clients. */
    private interface Client {
        Properties agentProperties() throws ReflectiveOperationException, IOException;

        void loadAgent(String jar, String argument) throws ReflectiveOperationException, IOException;

        void detach() throws ReflectiveOperationException, IOException;
    }

    /** The JDK's, by reflection: module {@code jdk.attach} belongs to the application class loader, which the agent's loader does not see. */
    private record JdkClient(Class<?> type, Object machine) implements Client {
        @Override
        public Properties agentProperties() throws ReflectiveOperationException {
            return (Properties) type.getMethod("getAgentProperties").invoke(machine);
        }

        @Override
        public void loadAgent(String jar, String argument) throws ReflectiveOperationException {
            type.getMethod("loadAgent", String.class, String.class).invoke(machine, jar, argument);
        }

        @Override
        public void detach() throws ReflectiveOperationException {
            type.getMethod("detach").invoke(machine);
        }
    }

    /** Byte Buddy's, for a runtime without that module. */
    private record ByteBuddyClient(VirtualMachine machine) implements Client {
        @Override
        public Properties agentProperties() throws IOException {
            return machine.getAgentProperties();
        }

        @Override
        public void loadAgent(String jar, String argument) throws IOException {
            machine.loadAgent(jar, argument);
        }

        @Override
        public void detach() throws IOException {
            machine.detach();
        }
    }
}
