package io.nightjar.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URL;
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
        if (insideJdkTool()) {
            return;
        }
        start(argument, instrumentation);
    }

    /** Called by the JVM when the jar is attached to it while it runs. */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        if (DETACH.equals(argument)) {
            detach();
        } else {
            start(argument, instrumentation);
        }
    }

    /** The commands of {@code java -jar nightjar.jar}. */
    public static void main(String[] arguments) throws Exception {
        NightjarAgent.<Consumer<String[]>>inner("io.nightjar.cli.Main").accept(arguments);
    }

    private static synchronized void start(String argument, Instrumentation instrumentation) {
        try {
            if (running != null) {
                say("is already attached to this JVM: this second attachment does nothing");
                return;
            }
            BiFunction<String, Instrumentation, AutoCloseable> launcher = inner("io.nightjar.launch.Launcher");
            running = launcher.apply(argument, instrumentation);
        } catch (Throwable e) {
            say("could not start and stays off; the application is not affected: " + e);
        }
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
            say("could not detach in whole: " + e);
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
        ZipFile jar = new ZipFile(new File(location.toURI()));
        ClassLoader loader = new IsolatedClassLoader(jar, location);
        return (T) Class.forName(className, true, loader).getConstructor().newInstance();
    }

    private static void say(String what) {
        System.err.println("nightjar " + what);
    }
}
