package com.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application whose values and exceptions would forge lines, steer terminals and tell what is nobody's business. */
public final class Hostile {
    private Hostile() {}

    public static void main(String[] arguments) throws Exception {
        Hostile application = new Hostile();
        List<Object> values = new ArrayList<>(List.of(
                "plain",
                "x".repeat(1_000_000),
                "new\nline",
                "cr\r\n2026-01-01T00:00:00.000Z ERROR nightjar forged",
                "esc\u001b[31mred\u001b]0;t\u0007",
                "quote\"back\\slash",
                "\ud83d lone",
                "lone \udc00",
                "a".repeat(199) + "\ud83d\ude00tail",
                "\u0000nul",
                "\u2028ls\u2029ps",
                "\u202erev",
                "\u009b31mC1",
                "\uffff\ufffe",
                "",
                Optional.of("opt"),
                new char[] {'s'},
                Map.of("k", "v"),
                new Loud(),
                new Silent(),
                new HostileException(),
                new StackOverflowError("SECRETMESSAGE"),
                new OutOfMemoryError("SECRETMESSAGE"),
                new IllegalStateException("SECRETMESSAGE\nforged")));
        for (Object value : values) {
            try {
                application.infer(new Request(value));
            } catch (HostileException own) {
                System.out.println("its own exception");
            }
        }
        System.out.println("called");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    /** A call that is slow for every value. */
    public String infer(Request request) throws InterruptedException {
        Thread.sleep(5);
        if (request.value instanceof HostileException own) {
            throw own;
        }
        return "ok";
    }

    /** What a label leads to. */
    public static final class Request {
        private final Object value;

        Request(Object value) {
            this.value = value;
        }

        public Object getModel() {
            if (value instanceof RuntimeException own) {
                throw own;
            }
            if (value instanceof Error own) {
                throw own;
            }
            return value;
        }
    }

    private static final class Loud {
        @Override
        public String toString() {
            throw new IllegalStateException("SECRETMESSAGE\n2026-11-27T00:00:00.000Z ERROR nightjar forged \u001b[2J");
        }
    }

    private static final class Silent {
        @Override
        public String toString() {
            return null;
        }
    }

    private static final class HostileException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("SECRETMESSAGE");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("SECRETMESSAGE");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("SECRETMESSAGE");
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("SECRETMESSAGE");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("SECRETMESSAGE");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("SECRETMESSAGE");
        }
    }
}
