package io.nightjar.sample;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;

/** A small agent whose classes are read by a loader of their own, as those of the packaged jar are. */
public final class ForkedAgent {
    private ForkedAgent() {}

    /** The argument is the class path behind the isolated loader. */
    public static void premain(String classPath, Instrumentation instrumentation) throws Exception {
        String[] entries = classPath.split(File.pathSeparator);
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < entries.length; i++) {
            urls[i] = new File(entries[i]).toURI().toURL();
        }
        URLClassLoader isolated = new URLClassLoader("isolated", urls, ClassLoader.getPlatformClassLoader());
        isolated.loadClass("io.nightjar.sample.reading.NativeAccess")
                .getMethod("grant", Instrumentation.class)
                .invoke(null, instrumentation);
        System.getProperties().put("forked.loader", isolated);
    }
}
