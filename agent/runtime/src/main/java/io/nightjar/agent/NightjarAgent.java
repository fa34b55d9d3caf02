package io.nightjar.agent;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.AllPermission;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.zip.ZipFile;

/**
 * The jar's entry: premain, agentmain and main. Nothing that happens here harms the application: whatever goes wrong is
 * said once on standard error, and the application runs on.
 */
public final class NightjarAgent {
    /** The argument of agentmain that undoes an attachment. */
    private static final String DETACH = "--detach";

    private static AutoCloseable running;

    private NightjarAgent() {}

    /** Called by the JVM before the application's main, with {@code -javaagent}. */
    public static void premain(String argument, Instrumentation instrumentation) {
        try {
            if (isAllowed() && !insideJdkTool()) {
                start(argument, instrumentation);
            }
        } catch (Throwable e) {
            sayNotStarted(e);
        }
    }

    /** Called by the JVM when the jar is attached to it while it runs. */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        try {
            if (DETACH.equals(argument)) {
                detach();
            } else if (isAllowed()) {
                start(argument, instrumentation);
            }
        } catch (Throwable e) {
            sayNotStarted(e);
        }
    }

    /** The commands of {@code java -jar nightjar.jar}. */
    public static void main(String[] arguments) throws Exception {
        NightjarAgent.<Consumer<String[]>>inner("io.nightjar.cli.Main").accept(arguments);
    }

    private static synchronized void start(String argument, Instrumentation instrumentation) throws Exception {
        if (running != null) {
            say("is already attached to this JVM: this second attachment does nothing");
            return;
        }
        BiFunction<String, Instrumentation, AutoCloseable> launcher = inner("io.nightjar.launch.Launcher");
        running = launcher.apply(argument, instrumentation);
    }

    private static synchronized void detach() {
        AutoCloseable attached = running;
        running = null;
        if (attached == null) {
            say("is not attached to this JVM: there is nothing to detach");
            return;
        }
        try {
            attached.close();
        } catch (Throwable e) {
            say("could not detach in whole: " + described(e));
        }
    }

    /** False, and said, under a security manager that does not let the agent do what it does. */
    @SuppressWarnings("removal") // security managers are deprecated for removal and supported as long as 17 is
    private static boolean isAllowed() {
        SecurityManager manager = System.getSecurityManager();
        if (manager == null) {
            return true;
        }
        try {
            manager.checkPermission(new AllPermission());
            return true;
        } catch (SecurityException refused) {
            say(
                    "stays off, the application is not affected: the security manager grants the agent too little; let its policy"
                            + " say: grant codeBase \"file:/path/to/nightjar.jar\" { permission java.security.AllPermission; };");
            return false;
        }
    }

    /** Whether this JVM is javac, keytool, jcmd and the like, into which JAVA_TOOL_OPTIONS put the agent. */
    private static boolean insideJdkTool() {
        String module = System.getProperty("jdk.module.main");
        if (module == null || !(module.startsWith("jdk.") || module.startsWith("java."))) {
            return false;
        }
        String mainClass = System.getProperty("jdk.module.main.class", "");
        // `java App.java` is an application, though its main is the compiler's launcher.
        return !mainClass.startsWith("com.sun.tools.javac.launcher.");
    }

    @SuppressWarnings("unchecked")
    private static <T> T inner(String className) throws Exception {
        URL location = NightjarAgent.class.getProtectionDomain().getCodeSource().getLocation();
        ZipFile jar = new ZipFile(file(location));
        ClassLoader loader = new IsolatedClassLoader(jar, location);
        return (T) Class.forName(className, true, loader).getConstructor().newInstance();
    }

    /** A URL without escapes or host needs no URI, whose classes, that of its exception too, a start would wait for. */
    private static File file(URL location) throws Exception {
        boolean plain = location.getHost().isEmpty() && location.getPath().indexOf('%') < 0;
        return plain ? new File(location.getPath()) : new File(location.toURI());
    }

    private static void sayNotStarted(Throwable thrown) {
        say("could not start and stays off; the application is not affected: " + described(thrown));
    }

    /** On one line. The classes that know how to do this better are behind the loader that may just have failed. */
    private static String described(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.getClass().getName());
        String message = thrown.getMessage();
        for (int i = 0; message != null && i < message.length(); i++) {
            char c = message.charAt(i);
            text.append(i == 0 ? ": " : "")
                    .append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return text.toString();
    }

    /** One line on standard error itself: the application may have led {@link System#err} elsewhere. Never throws. */
    private static void say(String what) {
        String line = "nightjar " + what + System.lineSeparator();
        try {
            standardError().write(line.getBytes(StandardCharsets.UTF_8));
        } catch (Throwable nobodyToTell) {
            // The application runs on all the same.
        }
    }

    private static OutputStream standardError() {
        try {
            return new FileOutputStream(FileDescriptor.err);
        } catch (SecurityException refused) {
            return System.err;
        }
    }
}
