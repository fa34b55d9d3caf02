package com.acme.apps;

import java.lang.reflect.Method;

/** Which methods a library has: an application that runs with an older version too leaves out what came later. */
public final class Newer {
    private Newer() {}

    /** Whether the type has a public method of that name. */
    public static boolean has(Class<?> type, String method) {
        for (Method each : type.getMethods()) {
            if (each.getName().equals(method)) {
                return true;
            }
        }
        return false;
    }
}
