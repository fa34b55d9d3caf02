package com.acme.apps;

import java.lang.ref.WeakReference;

/** Whether a class loader that its framework has let go of is kept by somebody. */
public final class Gone {
    private static final int ATTEMPTS = 100;

    private Gone() {}

    /** Collects until it is gone, which somebody who keeps it prevents. */
    public static boolean collected(WeakReference<ClassLoader> loader) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS && loader.get() != null; attempt++) {
            System.gc();
            Thread.sleep(20);
        }
        return loader.get() == null;
    }
}
