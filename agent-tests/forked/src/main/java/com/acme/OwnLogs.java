package com.acme;

import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * An application server of sorts: its main names a log manager of its own, whose class is loaded then, and the JDK's with it, and
 * uses it only once its standard input says so.
 */
public final class OwnLogs {
    private OwnLogs() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.manager", Manager.class.getName());
        System.out.println("main has begun");
        System.in.read();
        Logger.getLogger("com.acme");
        System.out.println(LogManager.getLogManager() instanceof Manager own ? "logs made by " + own.madeBy : "others");
        new Engine().infer(1L);
        while (System.in.read() >= 0) {
            // until the input ends
        }
    }

    /** Knows which thread was the first to log. */
    public static final class Manager extends LogManager {
        private final String madeBy = Thread.currentThread().getName();
    }
}
