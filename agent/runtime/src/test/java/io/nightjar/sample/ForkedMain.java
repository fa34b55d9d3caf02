package io.nightjar.sample;

import io.nightjar.config.SamplingSettings;
import io.nightjar.log.AgentLog;
import io.nightjar.sample.reading.ContainerReading;
import io.nightjar.time.NanoClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What the forked JVMs run. */
public final class ForkedMain {
    private ForkedMain() {}

    /** Arguments: what to do, and the library. */
    public static void main(String[] arguments) throws Exception {
        Object loader = System.getProperties().get("forked.loader");
        if (loader instanceof ClassLoader isolated && ForkedMain.class.getClassLoader() != isolated) {
            Class<?> same = isolated.loadClass(ForkedMain.class.getName());
            same.getMethod("main", String[].class).invoke(null, (Object) arguments);
            return;
        }
        AgentLog log = new AgentLog(AgentLog.Level.DEBUG, AgentLog.Format.TEXT);
        if (arguments[0].equals("container")) {
            container(log);
            return;
        }
        Path library = Path.of(arguments[1]);
        Sampler sampler = Sampler.create(
                new SamplingSettings(Duration.ofMillis(100), Set.of(), List.of(), library), log, NanoClock.SYSTEM);
        sampler.start();
        if (arguments[0].equals("read")) {
            while (sampler.snapshot().isEmpty()
                    || sampler.snapshot().get().gpus().isEmpty()) {
                Thread.sleep(10);
            }
            System.out.println(
                    sampler.snapshot().get().gpus().get(0).devices().get(0).uuid());
            Class<?> jna = Class.forName("com.sun.jna.Native", false, ForkedMain.class.getClassLoader());
            System.out.println(jna.getModule().getName());
            System.out.println(log.failures());
        } else {
            Path calls = Path.of(library + ".calls");
            while (!Files.exists(calls) || !Files.readString(calls).contains("nvmlInit_v2")) {
                Thread.sleep(10);
            }
            System.out.println("hangs");
            sampler.close();
        }
    }

    private static void container(AgentLog log) {
        Sampler sampler = Sampler.create(
                new SamplingSettings(Duration.ofSeconds(5), Set.of(), List.of(), null), log, NanoClock.SYSTEM);
        ResourceSnapshot taken = sampler.sample();
        ContainerReading container = taken.container().orElseThrow();
        System.out.println(taken.judged().get(0).kind() + " "
                + container.limitBytes().orElse(0) + " " + container.workingSetBytes() + " "
                + taken.process().orElseThrow().residentBytes());
    }
}
