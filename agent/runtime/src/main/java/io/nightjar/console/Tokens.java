package io.nightjar.console;

import io.nightjar.config.Secret;
import io.nightjar.log.AgentLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The bearer tokens that are accepted for one purpose; how long a comparison takes says nothing about them. Thread-safe. */
final class Tokens {
    /** What a request's token is. */
    enum Verdict {
        RIGHT,
        MISSING,
        WRONG
    }

    private static final String SCHEME = "bearer ";

    private final List<byte[]> digests = new ArrayList<>();
    private final AgentLog log;
    private final AtomicLong wrong = new AtomicLong();

    Tokens(AgentLog log, @Nullable Secret... tokens) {
        this.log = log;
        for (Secret token : tokens) {
            if (token != null) {
                digests.add(digest(token.reveal()));
            }
        }
    }

    boolean isEmpty() {
        return digests.isEmpty();
    }

    /** @param authorization the header; null where there is none */
    Verdict judge(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return Verdict.MISSING;
        }
        boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        byte[] given = digest(bearer ? authorization.substring(SCHEME.length()).strip() : "");
        boolean right = false;
        for (byte[] digest : digests) {
            right |= MessageDigest.isEqual(digest, given);
        }
        if (right && bearer) {
            return Verdict.RIGHT;
        }
        count();
        return Verdict.WRONG;
    }

    /** How many were wrong. */
    long wrong() {
        return wrong.get();
    }

    private void count() {
        long count = wrong.incrementAndGet();
        long power = 1;
        while (power < count) {
            power *= 10;
        }
        if (power == count) {
            log.warn("the console was asked with a wrong token, " + (count == 1 ? "once" : count + " times")
                    + " so far");
        }
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
