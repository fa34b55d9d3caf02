package io.nightjar.weave;

import io.nightjar.config.WatchSettings;
import io.nightjar.log.AgentLog;
import io.nightjar.observe.WovenRecorder;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.match.RuleRegistry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One class that nothing matches on its way through the transformer: classes of real jars, in a random order. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchingBenchmark {
    private static final int CLASSES = 4_000;

    /** What is watched; of {@code auto} inactive no library is there, of {@code auto} active every one is. */
    @Param({
        "auto asleep",
        "auto active",
        "com..*Service#predict*",
        "+com.acme.Model#run",
        "+com.acme.Model#*",
        "@com.acme.Timed#*"
    })
    public String watch = "";

    private final List<String> names = new ArrayList<>();
    private final List<byte[]> files = new ArrayList<>();
    private @Nullable URLClassLoader loader;
    private @Nullable Transformer transformer;
    private int next;

    /** Reads the class files, and activates presets as their libraries would. */
    @Setup
    public void read() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (element.endsWith(".jar") && !element.contains("nightjar")) {
                urls.add(new File(element).toURI().toURL());
                readJar(new File(element));
            }
        }
        if (names.size() < CLASSES) {
            throw new IllegalStateException("only " + names.size() + " classes on the class path");
        }
        Collections.shuffle(names, new Random(1));
        Collections.shuffle(files, new Random(1));
        loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
        WatchSettings settings = new WatchSettings(List.of(watch.split(" ")[0]), List.of(), null);
        RuleRegistry registry = RuleRegistry.of(settings, log);
        if (watch.endsWith(" active")) {
            registry.activateAll();
        }
        transformer = new Transformer(
                registry, Weaver.create(settings, new WovenRecorder(NanoClock.SYSTEM), log, noInstrumentation()), log);
    }

    private static Instrumentation noInstrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                MatchingBenchmark.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, values) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private void readJar(File file) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        names.add(name.substring(0, name.length() - ".class".length()));
                        files.add(in.readAllBytes());
                    }
                }
            }
        }
    }

    /** Ends the loader. */
    @TearDown
    public void close() throws IOException {
        loader.close();
    }

    /** As the JVM does at the load of a class: null, because nothing is to be woven. */
    @Benchmark
    public byte @Nullable [] classThatNothingMatches() {
        int index = next;
        next = index + 1 == CLASSES ? 0 : index + 1;
        byte[] woven = transformer.transform(null, loader, names.get(index), null, null, files.get(index));
        if (woven != null) {
            throw new IllegalStateException(names.get(index) + " was woven");
        }
        return woven;
    }
}
