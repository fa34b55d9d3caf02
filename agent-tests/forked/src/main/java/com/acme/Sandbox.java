package com.acme;

import java.net.SocketPermission;
import java.security.Permission;
import java.util.Set;

/**
 * An application that sets a security manager in main, as servers do that sandbox their plugins: {@code policy}, which
 * goes by the policy, or {@code refuse}, which refuses everybody the network, other threads and class loaders.
 */
@SuppressWarnings("removal")
public final class Sandbox {
    private Sandbox() {}

    public static void main(String[] arguments) throws Exception {
        Engine engine = new Engine();
        System.setSecurityManager(arguments[0].equals("refuse") ? new RefusingManager() : new SecurityManager());
        System.out.println("managed");
        for (int i = 0; i < 3; i++) {
            engine.infer(120L);
            Thread.sleep(1_100);
        }
        System.out.println("called");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static final class RefusingManager extends SecurityManager {
        private static final Set<String> REFUSED = Set.of(
                "getStackTrace",
                "modifyThreadGroup",
                "modifyThread",
                "setContextClassLoader",
                "getClassLoader",
                "shutdownHooks");

        @Override
        public void checkPermission(Permission permission) {
            if (permission instanceof SocketPermission || REFUSED.contains(permission.getName())) {
                throw new SecurityException(permission.getName());
            }
        }
    }
}
