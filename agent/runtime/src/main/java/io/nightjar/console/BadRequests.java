package io.nightjar.console;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is answered to what is no request: the server's own refusals, in the form of all others. Thread-safe. */
final class BadRequests implements Request.Handler {
    private final Headers headers;

    BadRequests(Headers headers) {
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status = cause instanceof HttpException refused ? refused.getCode() : response.getStatus();
        status = status == 414 ? 431 : status < 400 ? 500 : status;
        headers.send(Answer.problem(status, detail(status)), response, callback);
        return true;
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "the request is no well-formed HTTP/1.1";
            case 408 -> "the request took too long";
            case 413 -> "the request is larger than 16 KiB";
            case 426, 505 -> "HTTP/1.1 is spoken here";
            case 431 -> "the head of the request is larger than 16 KiB";
            default -> status < 500 ? "the request cannot be followed" : "the answer could not be made";
        };
    }
}
