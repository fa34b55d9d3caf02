package io.nightjar.cli;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A JVM of its own whose agent properties answer as an agent's would; ends when its standard input does. */
final class AnsweringJvm implements AutoCloseable {
    private final Process process;

    private AnsweringJvm(Process process) {
        this.process = process;
    }

    /** Answers with these texts; none where they are empty. */
    static AnsweringJvm start(Path directory, String status, String alerts) throws Exception {
        Files.writeString(directory.resolve("status"), status);
        Files.writeString(directory.resolve("alerts"), alerts);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnsweringJvm.class.getName(),
                        directory.toString())
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
        System.out.print('r');
        System.out.flush();
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
