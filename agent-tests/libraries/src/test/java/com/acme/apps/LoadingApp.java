package com.acme.apps;

/** Loads the classes that it is told, and calls nothing of them. */
public final class LoadingApp {
    private LoadingApp() {}

    public static void main(String[] arguments) throws Exception {
        for (String name : arguments) {
            System.out.println(Class.forName(name, false, LoadingApp.class.getClassLoader()));
        }
        Waiting.untilTold();
    }
}
