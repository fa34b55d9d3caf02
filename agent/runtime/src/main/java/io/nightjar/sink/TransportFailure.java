package io.nightjar.sink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** A request that got no answer; its message is for a person and shows neither path nor header. */
final class TransportFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean maybeArrived;

    TransportFailure(String message, boolean maybeArrived) {
        super(message);
        this.maybeArrived = maybeArrived;
    }

    /** Whether the peer may have taken the request all the same. */
    boolean maybeArrived() {
        return maybeArrived;
    }

    static TransportFailure timedOut(Duration limit) {
        return new TransportFailure("no answer within " + limit.toMillis() + "ms", true);
    }

    /** What a person needs to know of this failure. */
    static TransportFailure of(Throwable thrown, Duration limit) {
        Throwable cause = thrown;
        while (cause.getCause() != null && (cause instanceof ExecutionException || cause instanceof CompletionException)) {
            cause = cause.getCause();
        }
        if (cause instanceof TransportFailure failure) {
            return failure;
        }
        String kind = cause.getClass().getSimpleName();
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

    /** The innermost message: TLS names certificates and hosts there, never a path. */
    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
