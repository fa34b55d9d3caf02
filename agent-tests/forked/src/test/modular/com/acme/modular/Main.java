package com.acme.modular;

/** An application that is a module and requires nothing but java.base. */
public final class Main {
    public static void main(String[] arguments) throws Exception {
        System.out.println(Main.class.getModule().getName() + " answered " + answer());
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static int answer() throws InterruptedException {
        Thread.sleep(120);
        return 42;
    }
}
