package com.acme;

import java.util.concurrent.CompletableFuture;

/** A client of any service, of whose calls some are inference. */
public final class Wire {
    /** Which method of which service is called. */
    public static final class Method {
        private final String fullName;

        public Method(String fullName) {
            this.fullName = fullName;
        }

        /** Not what the field holds, so that it shows which was read. */
        public String fullName() {
            throw new IllegalStateException("nobody asks");
        }
    }

    /** A name that only a method tells. */
    public interface Named {
        String name();
    }

    /** Has one and calls nothing for it. */
    public static final class Answering implements Named {
        @Override
        public String name() {
            return "models/Predict";
        }
    }

    private final String target;

    public Wire(String target) {
        this.target = target;
    }

    public String call(String request, Method method) {
        return request + target.length();
    }

    public String callNamed(Named named) {
        return target;
    }

    public String targeted(long first, double second, int[] third) {
        return target + first + second + third.length;
    }

    /** Calls another method, as an interceptor does. */
    public String through(Method outer, Method inner) {
        return call("through", inner);
    }

    /** Its first instruction is where a loop jumps to. */
    public static int countDown(int from, Method method) {
        do {
            from--;
        } while (from > 0);
        return from;
    }

    public CompletableFuture<String> later(Method method, CompletableFuture<String> answer) {
        return answer;
    }

    public String refuse(Method method) {
        throw new IllegalArgumentException("refused");
    }
}
