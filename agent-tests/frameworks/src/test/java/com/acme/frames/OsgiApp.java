package com.acme.frames;

import com.acme.apps.Gone;
import com.acme.apps.Waiting;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A bundle with an engine that is installed, started, stopped and uninstalled twice. */
public final class OsgiApp {
    private OsgiApp() {}

    /** Takes the jar of the bundle. */
    public static void main(String[] arguments) throws Exception {
        Framework felix = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        Files.createTempDirectory("felix").toString()));
        felix.start();
        for (int installation = 1; installation <= 2; installation++) {
            WeakReference<ClassLoader> loader = installed(felix, Path.of(arguments[0]));
            System.out.println("collected: " + Gone.collected(loader));
        }
        Waiting.untilTold();
        felix.stop();
        felix.waitForStop(10_000);
        System.exit(3);
    }

    private static WeakReference<ClassLoader> installed(Framework felix, Path jar) throws Exception {
        Bundle bundle = felix.getBundleContext().installBundle(jar.toUri().toString());
        bundle.start();
        WeakReference<ClassLoader> loader =
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        bundle.stop();
        bundle.uninstall();
        CountDownLatch refreshed = new CountDownLatch(1);
        felix.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
        refreshed.await();
        return loader;
    }
}
