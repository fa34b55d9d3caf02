package io.nightjar.weave.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.weave.match.ClassOutline;
import io.nightjar.weave.match.MethodOutline;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Weaves every eligible method of every class of the test's whole class path and lets the JVM verify each class. */
@Tag("slow")
final class WeavingEveryJarTest {
    /** Of one jar; those that have more are all of one make. */
    private static final int MOST_CLASSES = 8_000;

    @Test
    void shouldYieldClassesThatTheJvmVerifiesWhenEveryMethodIsWoven() throws IOException {
        List<File> jars = jars(System.getProperty("java.class.path"));
        File[] more = new File(System.getProperty("test.jars-to-weave", "target/jars-to-weave")).listFiles();
        jars.addAll(more == null ? List.of() : List.of(more));

        Tally tally = new Tally();
        for (File jar : jars) {
            weaveAll(jar, jars, tally);
        }

        System.out.println(tally);
        assertThat(tally.failures)
                .as("classes that verify as they are and not woven")
                .isEmpty();
        assertThat(tally.verified).as("classes woven and verified").isGreaterThan(20_000);
    }

    private static List<File> jars(String path) {
        List<File> jars = new ArrayList<>();
        for (String each : path.split(File.pathSeparator)) {
            if (each.endsWith(".jar")) {
                jars.add(new File(each));
            }
        }
        return jars;
    }

    private static void weaveAll(File jar, List<File> jars, Tally tally) throws IOException {
        try (Verifying plain = new Verifying(jar, jars, false);
                Verifying woven = new Verifying(jar, jars, true)) {
            Enumeration<JarEntry> entries = plain.jar.entries();
            int count = 0;
            while (entries.hasMoreElements() && count < MOST_CLASSES) {
                String entry = entries.nextElement().getName();
                if (entry.endsWith(".class") && !entry.startsWith("META-INF/") && !entry.endsWith("-info.class")) {
                    count++;
                    verify(
                            entry.substring(0, entry.length() - ".class".length())
                                    .replace('/', '.'),
                            plain,
                            woven,
                            tally);
                }
            }
            tally.methods += woven.methods;
            tally.leftAlone += woven.leftAlone;
        }
    }

    private static void verify(String name, Verifying plain, Verifying woven, Tally tally) {
        String before = plain.problem(name);
        if (before != null) {
            tally.unusable++;
            return;
        }
        String after = woven.problem(name);
        if (after == null) {
            tally.verified++;
        } else {
            tally.failures.put(name, after);
        }
    }

    /** What was counted. */
    private static final class Tally {
        final Map<String, String> failures = new LinkedHashMap<>();
        int verified;
        int unusable;
        int methods;
        int leftAlone;

        @Override
        public String toString() {
            return verified + " classes verified with " + methods + " methods woven, " + leftAlone
                    + " methods left alone, " + unusable + " classes unusable for missing dependencies, "
                    + failures.size()
                    + " failed";
        }
    }

    /** Defines the classes of one jar, woven or not, with the other jars behind it. */
    private static final class Verifying extends ClassLoader implements AutoCloseable {
        final JarFile jar;
        int methods;
        int leftAlone;
        private final List<JarFile> others = new ArrayList<>();
        private final boolean weave;

        Verifying(File jar, List<File> others, boolean weave) throws IOException {
            super(ClassLoader.getPlatformClassLoader());
            this.jar = new JarFile(jar);
            this.weave = weave;
            for (File other : others) {
                this.others.add(new JarFile(other));
            }
        }

        /** Why a class cannot be verified, null where it can. */
        String problem(String name) {
            try {
                // Asking for the methods links the class, and so verifies it, without running a static initializer.
                loadClass(name).getDeclaredMethods();
                return null;
            } catch (Throwable thrown) {
                return thrown.toString();
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String entry = name.replace('.', '/') + ".class";
            byte[] bytes = read(jar, entry);
            for (int i = 0; bytes == null && i < others.size(); i++) {
                bytes = read(others.get(i), entry);
            }
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            if (weave) {
                bytes = woven(bytes);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        private static byte[] read(JarFile jar, String entry) {
            JarEntry found = jar.getJarEntry(entry);
            if (found == null) {
                return null;
            }
            try (InputStream in = jar.getInputStream(found)) {
                return in.readAllBytes();
            } catch (IOException unreadable) {
                return null;
            }
        }

        private byte[] woven(byte[] bytes) {
            ClassReader reader = new ClassReader(bytes);
            ClassOutline outline = ClassOutline.of(reader, methodName -> true);
            Map<String, List<WeavePlan>> plans = new HashMap<>();
            for (MethodOutline method : outline.methods()) {
                if (method.isEligible() && method.obstacle() == null) {
                    plans.put(method.key(), EveryPlan.of(method));
                    methods++;
                } else if (method.isEligible()) {
                    leftAlone++;
                }
            }
            return ClassWeaver.weave(reader, outline, plans);
        }

        @Override
        public void close() throws IOException {
            jar.close();
            for (JarFile other : others) {
                other.close();
            }
        }
    }
}
