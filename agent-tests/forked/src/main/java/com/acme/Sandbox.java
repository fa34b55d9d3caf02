package com.acme;

import java.security.Permission;

/**
 * An application that sets a security manager in main, as servers do that sandbox their plugins: {@code policy}, which
 * goes by the policy, or {@code refuse}, which refuses everybody everything.
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
        @Override
        public void checkPermission(Permission permission) {
            throw new SecurityException(permission.getName());
        }

        @Override
        public void checkExit(int status) {
            // The launcher's own end.
        }
    }
}
