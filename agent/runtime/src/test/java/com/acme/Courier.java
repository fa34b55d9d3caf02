package com.acme;

import java.util.Collections;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A client whose streams end with a future, and whose handlers stand behind a relay that decodes privately. */
public final class Courier {
    private Courier() {}

    /** What an application gives to a stream. */
    public interface Handler {
        void over();
    }

    /** A handler of the application's. */
    public static final class Named implements Handler {
        @Override
        public void over() {}
    }

    /** A stream, which tells its handler of the end of each attempt. */
    public static CompletableFuture<Void> send(Handler handler, CompletableFuture<Void> end, Relay[] made) {
        made[0] = new Relay(handler);
        return end;
    }

    /** What stands before a handler. */
    public static final class Relay {
        private final Handler handler;

        private Relay(Handler handler) {
            this.handler = handler;
        }

        public int emit(String part) {
            return decode(part).size();
        }

        public void attemptEnds() {
            handler.over();
        }

        private Set<String> decode(String part) {
            return Collections.singleton(part.trim());
        }
    }
}
