package io.nightjar.forked;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * The commands of the packaged jar, run in this JVM behind the jar's own class loader: what they do to another process is the same,
 * and each costs no JVM. Thread-safe.
 */
final class JarCommands {
    private static final Method COMMAND_LINE = commandLine();

    private JarCommands() {}

    static Outcome run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            Object commandLine = COMMAND_LINE.invoke(null, new PrintWriter(out, true), new PrintWriter(err, true));
            int exitCode = (int)
                    commandLine.getClass().getMethod("execute", String[].class).invoke(commandLine, (Object) words);
            return new Outcome(exitCode, out.toString(), err.toString());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The array that a command prints. */
    static List<Map<String, Object>> objects(String... words) {
        return Json.objects(done(words));
    }

    /** What a command prints that must succeed. */
    static String done(String... words) {
        Outcome outcome = run(words);
        if (outcome.exitCode() != 0) {
            throw new AssertionError(String.join(" ", words) + ": " + outcome);
        }
        return outcome.stdout().strip();
    }

    private static Method commandLine() {
        try {
            URL url = Project.jar().toUri().toURL();
            ClassLoader outer = new URLClassLoader(new URL[] {url}, ClassLoader.getPlatformClassLoader());
            Constructor<?> made = Class.forName("io.nightjar.agent.IsolatedClassLoader", true, outer)
                    .getDeclaredConstructor(ZipFile.class, URL.class);
            made.setAccessible(true);
            ClassLoader inner =
                    (ClassLoader) made.newInstance(new ZipFile(Project.jar().toFile()), url);
            Method method = Class.forName("io.nightjar.cli.NightjarCommand", true, inner)
                    .getDeclaredMethod("commandLine", PrintWriter.class, PrintWriter.class);
            method.setAccessible(true);
            return method;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
