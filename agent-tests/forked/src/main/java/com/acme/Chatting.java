package com.acme;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * An application that asks a model without a pause, each call as long as the last line of its standard input says in milliseconds;
 * a negative one fails. It ends with its standard input.
 */
public final class Chatting {
    private static final long PAUSE_MILLIS = 20;

    private volatile long millis = 5;

    private Chatting() {}

    public static void main(String[] arguments) throws Exception {
        Chatting chatting = new Chatting();
        Thread thread = new Thread(() -> chatting.go(arguments[0]), "chatting");
        thread.setDaemon(true);
        thread.start();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            chatting.millis = Long.parseLong(line);
        }
    }

    private void go(String model) {
        try {
            while (true) {
                try {
                    chat(model, millis);
                } catch (IllegalStateException refused) {
                    Thread.sleep(PAUSE_MILLIS);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String chat(String model, long milliseconds) throws InterruptedException {
        if (milliseconds < 0) {
            throw new IllegalStateException("the model refuses");
        }
        Thread.sleep(milliseconds);
        return model + " has answered";
    }
}
