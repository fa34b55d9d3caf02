package com.acme;

import java.io.InputStream;
import java.net.URI;
import java.util.logging.Handler;
import java.util.logging.Logger;

/** Serves by a Jetty of its own, and says which, and how its logging is set up: before and after others have come. */
public final class OwnServer {
    private OwnServer() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> type = Class.forName("org.eclipse.jetty.server.Server");
        Object server = type.getConstructor(int.class).newInstance(0);
        type.getMethod("start").invoke(server);
        URI own = (URI) type.getMethod("getURI").invoke(server);
        say(type, own);
        while (System.in.read() >= 0) {
            new Engine().infer(1L);
        }
        say(type, own);
        type.getMethod("stop").invoke(server);
    }

    private static void say(Class<?> type, URI own) throws Exception {
        try (InputStream in = own.resolve("/nothing").toURL().openConnection().getInputStream()) {
            System.out.println("unexpected " + in.read());
        } catch (java.io.FileNotFoundException answered404) {
            System.out.println("own " + type.getMethod("getVersion").invoke(null));
        }
        Logger root = Logger.getLogger("");
        StringBuilder handlers = new StringBuilder();
        for (Handler handler : root.getHandlers()) {
            handlers.append(' ').append(handler.getClass().getSimpleName()).append(handler.getLevel());
        }
        System.out.println("logging " + root.getLevel() + handlers);
    }
}
