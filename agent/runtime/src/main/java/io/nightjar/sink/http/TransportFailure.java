package io.nightjar.sink.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A request that got no answer; its message is for a person and shows neither path nor header. */
public final class TransportFailure extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int CAUSES = 20;

    private final boolean maybeArrived;
    private final transient @Nullable Throwable internal;

    TransportFailure(String message, boolean maybeArrived) {
        this(message, maybeArrived, null);
    }

    private TransportFailure(String message, boolean maybeArrived, @Nullable Throwable internal) {
        super(message);
        this.maybeArrived = maybeArrived;
        this.internal = internal;
    }

    /** Whether the peer may have taken the request all the same. */
    public boolean maybeArrived() {
        return maybeArrived;
    }

    /**
     * What was thrown inside the agent, an OutOfMemoryError for example, after which the client may no longer work; null where
     * the network or the peer failed.
     */
    @Nullable
    Throwable internalFailure() {
        return internal;
    }

    static TransportFailure timedOut(Duration limit) {
        return new TransportFailure("no answer within " + limit.toMillis() + "ms", true);
    }

    /** What a person needs to know of this failure. */
    public static TransportFailure of(Throwable thrown, Duration limit) {
        Throwable cause = thrown;
        for (int depth = 0;
                depth < CAUSES
                        && cause.getCause() != null
                        && (cause instanceof ExecutionException || cause instanceof CompletionException);
                depth++) {
            cause = cause.getCause();
        }
        if (cause instanceof TransportFailure failure) {
            return failure;
        }
        String kind = cause.getClass().getSimpleName();
        if (isInternal(cause)) {
            return new TransportFailure("failed inside (" + kind + ")", true, cause);
        }
        if (cause instanceof UnknownHostException || kind.equals("UnresolvedAddressException")) {
            return new TransportFailure("no such host", false);
        }
        if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            return new TransportFailure("TLS failed: " + rootMessage(cause), false);
        }
        if (kind.equals("HttpConnectTimeoutException")) {
            return new TransportFailure("no connection within " + limit.toMillis() + "ms", false);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return new TransportFailure("connection refused or no route", false);
        }
        if (cause instanceof SocketTimeoutException || kind.equals("HttpTimeoutException")) {
            return timedOut(limit);
        }
        return new TransportFailure("connection failed (" + kind + ")", true);
    }

    /** A client whose selector's thread has died shows it only in its message. */
    private static boolean isInternal(Throwable cause) {
        return cause instanceof Error
                || cause instanceof RuntimeException
                        && !cause.getClass().getSimpleName().equals("UnresolvedAddressException")
                || String.valueOf(cause.getMessage()).contains("selector manager closed");
    }

    /** The innermost message: TLS names certificates and hosts there, never a path. */
    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; depth < CAUSES && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
