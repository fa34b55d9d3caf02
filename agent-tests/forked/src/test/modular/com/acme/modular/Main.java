package com.acme.modular;

/** An application that is a module and requires nothing but java.base. */
public final class Main {
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(Main.class.getModule().getName() + " answered " + answer());
    }

    private static int answer() throws InterruptedException {
        Thread.sleep(120);
        return 42;
    }
}
