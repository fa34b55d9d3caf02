package io.nightjar.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this JVM is called where the user does not say. Never asks the network. */
final class Identity {
    private static final File KERNEL_HOSTNAME = new File("/proc/sys/kernel/hostname");
    private static final Path PROC_SELF = Path.of("/proc/self");
    private static final int LONGEST_HOSTNAME = 256;

    private Identity() {}

    /**
     * What the environment calls it, else main class or jar name.
     *
     * @param command value of the JVM's property {@code sun.java.command}: {@code Main arguments},
     *     {@code path/app.jar arguments} or {@code module/Main arguments}
     */
    static String service(@Nullable String command, Map<String, String> environment) {
        for (String variable : new String[] {"OTEL_SERVICE_NAME", "SPRING_APPLICATION_NAME"}) {
            String name = environment.get(variable);
            if (name != null && !name.isBlank()) {
                return name.strip();
            }
        }
        return service(command);
    }

    private static String service(@Nullable String command) {
        if (command == null || command.isBlank()) {
            return "java";
        }
        String first = firstWord(command.strip());
        String name = first.substring(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
        return name.isEmpty() ? "java" : name;
    }

    /** Up to the first blank, but the whole path of a jar that has blanks in it. */
    private static String firstWord(String command) {
        int blank = command.indexOf(' ');
        if (blank < 0) {
            return command;
        }
        boolean path = command.lastIndexOf('/', blank) >= 0 || command.lastIndexOf('\\', blank) >= 0;
        int jar = command.indexOf(".jar");
        boolean wholeJar = jar > blank && (jar + 4 == command.length() || command.charAt(jar + 4) == ' ');
        return path && wholeJar && !command.startsWith(".jar", blank - 4)
                ? command.substring(0, jar + 4)
                : command.substring(0, blank);
    }

    /** {@code host:pid}; {@code localhost} where the host's name cannot be had without the network. */
    static String instance(Map<String, String> environment) {
        return host(environment).concat(":").concat(pid());
    }

    /** {@code /proc/self} first: {@link ProcessHandle} makes lambdas and a thread factory on its way to the same number. */
    private static String pid() {
        try {
            return Files.readSymbolicLink(PROC_SELF).toString();
        } catch (IOException | UnsupportedOperationException | SecurityException noProc) {
            return Long.toString(ProcessHandle.current().pid());
        }
    }

    private static String host(Map<String, String> environment) {
        String name = kernelHostname();
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            if (name.isEmpty()) {
                String value = environment.get(variable);
                name = value == null ? "" : value.strip();
            }
        }
        return name.isEmpty() ? "localhost" : name;
    }

    private static String kernelHostname() {
        if (!KERNEL_HOSTNAME.canRead()) {
            return "";
        }
        try (InputStream in = new FileInputStream(KERNEL_HOSTNAME)) {
            return new String(in.readNBytes(LONGEST_HOSTNAME), StandardCharsets.UTF_8).strip();
        } catch (IOException | SecurityException unreadable) {
            return "";
        }
    }
}
