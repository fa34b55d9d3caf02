package com.acme.bundle;

import com.acme.engine.Engine;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Calls the engine of its bundle when that starts and when it stops. */
public final class Activator implements BundleActivator {
    private final Engine engine = new Engine();

    @Override
    public void start(BundleContext context) {
        System.out.println(engine.infer("start"));
        try {
            engine.infer("");
        } catch (IllegalArgumentException expected) {
            System.out.println(expected.getMessage());
        }
    }

    @Override
    public void stop(BundleContext context) {
        System.out.println(engine.infer("stop"));
    }
}
