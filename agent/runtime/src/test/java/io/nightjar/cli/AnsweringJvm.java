package io.nightjar.cli;

import io.nightjar.export.AttachExporter;
import io.nightjar.log.AgentLog;
import io.nightjar.request.AgentRequests;
import io.nightjar.request.FakePolicy;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Properties;

/** A JVM of its own whose agent properties answer as an agent's would; ends when its standard input does. */
final class AnsweringJvm implements AutoCloseable {
    private final Process process;

    private AnsweringJvm(Process process) {
        this.process = process;
    }

    /** Answers with these texts; none where they are empty. */
    static AnsweringJvm start(Path directory, String status, String alerts) throws Exception {
        return start(directory, status, alerts, "");
    }

    /** As an agent whose policy is a {@link FakePolicy}. */
    static AnsweringJvm startWithPolicy(Path directory) throws Exception {
        return start(directory, "{}", "[]", "policy");
    }

    private static AnsweringJvm start(Path directory, String status, String alerts, String policy) throws Exception {
        Files.writeString(directory.resolve("status"), status);
        Files.writeString(directory.resolve("alerts"), alerts);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnsweringJvm.class.getName(),
                        directory.toString(),
                        policy)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int ready = process.getInputStream().read();
        if (ready < 0) {
            throw new IllegalStateException("the JVM did not start");
        }
        return new AnsweringJvm(process);
    }

    String pid() {
        return Long.toString(process.pid());
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        process.waitFor();
    }

    public static void main(String[] arguments) throws Exception {
        Method get = Class.forName("jdk.internal.vm.VMSupport").getDeclaredMethod("getAgentProperties");
        get.setAccessible(true);
        Properties properties = (Properties) get.invoke(null);
        Path directory = Path.of(arguments[0]);
        for (String answer : new String[] {"status", "alerts"}) {
            String text = Files.readString(directory.resolve(answer));
            if (!text.isEmpty()) {
                properties.setProperty("nightjar." + answer, text);
            }
        }
        if (arguments[1].equals("policy")) {
            Field defaults = Properties.class.getDeclaredField("defaults");
            defaults.setAccessible(true);
            defaults.set(properties, new PolicyAnswers());
        }
        System.out.print('r');
        System.out.flush();
        while (System.in.read() >= 0) {
            continue;
        }
    }

    /** The answers about conditions and silences, and to requests, made when they are read. */
    private static final class PolicyAnswers extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient AgentRequests requests = new AgentRequests(
                new FakePolicy(), new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT), InstantSource.system());

        PolicyAnswers() {
            put(AttachExporter.CONDITIONS, "");
            put(AttachExporter.SILENCES, "");
            put(AttachExporter.REQUEST, "");
        }

        @Override
        public String getProperty(String key) {
            return switch (key) {
                case AttachExporter.CONDITIONS -> requests.conditions();
                case AttachExporter.SILENCES -> requests.silences();
                case AttachExporter.REQUEST -> requests.answer();
                default -> super.getProperty(key);
            };
        }

        @Override
        public synchronized boolean equals(Object other) {
            return this == other;
        }

        @Override
        public synchronized int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
