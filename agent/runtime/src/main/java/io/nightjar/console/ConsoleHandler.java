package io.nightjar.console;

import io.nightjar.log.AgentLog;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Answers requests: finds what is asked for, asks who may have it, and never lets a thread wait for a client. Thread-safe. */
final class ConsoleHandler extends Handler.Abstract {
    private static final String FAILURE = "console.answer";
    private static final String HEALTH = "/healthz";
    private static final String METRICS = "/metrics";
    private static final String READ = "GET, HEAD";
    private static final byte[] EMPTY = {'{', '}'};
    private static final long FIRST_DELAY_MILLIS = 250;
    private static final long LONGEST_DELAY_MILLIS = 2_000;
    private static final long WRONG_BEFORE_LONGEST = 20;

    private final ConsoleBackend backend;
    private final Api api;
    private volatile Access access;
    private final Page page;
    private final Headers headers;
    private final Connections connections;
    private final Scheduler scheduler;
    private final AgentLog log;

    ConsoleHandler(
            ConsoleBackend backend,
            Access access,
            Page page,
            Headers headers,
            Connections connections,
            Scheduler scheduler,
            AgentLog log) {
        this.backend = backend;
        this.access = access;
        this.page = page;
        this.headers = headers;
        this.connections = connections;
        this.scheduler = scheduler;
        this.log = log;
        api = new Api(backend);
    }

    /** Whom it serves from now on. */
    void access(Access next) {
        access = next;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Connection connection = request.getConnectionMetaData().getConnection();
        connections.begins(connection);
        Callback ended = Callback.from(() -> connections.ends(connection), callback);
        try {
            Answer refusal = refusal(request);
            if (refusal == null && request.getMethod().equals("POST")) {
                readBody(request, response, ended);
            } else if (refusal != null && refusal.status() == 401 && isWrong(request)) {
                holdBack(refusal, connection, response, ended);
            } else {
                headers.send(refusal == null ? answer(request) : refusal, response, ended);
            }
        } catch (Throwable e) {
            headers.send(failed(e), response, ended);
        }
        return true;
    }

    /** Why the request is refused before anything is done for it; null where it is not. */
    private @Nullable Answer refusal(Request request) {
        String path = path(request);
        String method = request.getMethod();
        boolean open = path.equals(HEALTH) || path.equals(METRICS);
        Answer refusal = open ? null : access.refusal(request);
        if (refusal != null) {
            return refusal;
        }
        String methods = open || path.equals("/") ? READ : Api.methods(path);
        if (methods != null && !List.of(methods.split(", ")).contains(method)) {
            return Answer.problem(405, "this takes " + methods).with("Allow", methods);
        }
        if (methods == null && !path.startsWith(Api.PATH)) {
            return Answer.problem(404, "there is nothing here");
        }
        boolean change = methods != null && !methods.equals(READ) && !READ.contains(method);
        if (change && Access.isCrossSite(request)) {
            return Answer.problem(403, "the change comes from a page of another site");
        }
        refusal = unauthorized(request, path, change);
        if (refusal != null) {
            return refusal;
        }
        if (methods == null) {
            return Answer.problem(404, "there is nothing here");
        }
        return method.equals("POST") ? wrongType(request) : null;
    }

    private @Nullable Answer unauthorized(Request request, String path, boolean change) {
        boolean metrics = path.equals(METRICS);
        boolean open = metrics
                ? access.isOpenForMetrics()
                : path.equals(HEALTH) || path.equals("/") || access.isOpenForReading() && !change;
        if (open || (metrics ? access.judgeMetrics(request) : access.judge(request)) == Tokens.Verdict.RIGHT) {
            return null;
        }
        String detail = metrics
                ? "a token is needed: Authorization: Bearer, with the value of console.metrics-token"
                : access.whoMayChange();
        return Answer.problem(401, detail).with("WWW-Authenticate", "Bearer realm=\"nightjar\"");
    }

    private static @Nullable Answer wrongType(Request request) {
        String type = request.getHeaders().get("Content-Type");
        String plain = type == null
                ? ""
                : type.substring(0, type.indexOf(';') < 0 ? type.length() : type.indexOf(';'))
                        .strip();
        boolean nothing = type == null && request.getLength() == 0;
        return nothing || plain.equalsIgnoreCase(Answer.JSON)
                ? null
                : Answer.problem(415, "the body must be " + Answer.JSON);
    }

    /** Whether the token is wrong, and not only missing. */
    private static boolean isWrong(Request request) {
        return request.getHeaders().get("Authorization") != null;
    }

    /** Answers later: whoever tries tokens out gets nowhere, and nobody waits for them. */
    private void holdBack(Answer answer, Connection connection, Response response, Callback callback) {
        connections.holdsBack(connection);
        long delay = access.wrong() > WRONG_BEFORE_LONGEST ? LONGEST_DELAY_MILLIS : FIRST_DELAY_MILLIS;
        scheduler.schedule(() -> headers.send(answer, response, callback), delay, TimeUnit.MILLISECONDS);
    }

    private void readBody(Request request, Response response, Callback callback) {
        if (request.getLength() == 0) {
            headers.send(post(request, EMPTY), response, callback);
            return;
        }
        new BodyReader(
                        request,
                        body -> headers.send(
                                body == null
                                        ? Answer.problem(413, "the body is larger than 16 KiB")
                                        : post(request, body),
                                response,
                                callback),
                        failure -> headers.send(
                                failure instanceof HttpException refused
                                        ? Answer.problem(refused.getCode(), "the body is not well-formed")
                                        : Answer.problem(400, "the body ends too early"),
                                response,
                                callback))
                .run();
    }

    private Answer post(Request request, byte[] body) {
        try {
            return api.post(path(request), body);
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private Answer answer(Request request) throws BadRequestException, RefusedException, IOException {
        String path = path(request);
        return switch (path) {
            case "/" -> Answer.page(page.html());
            case HEALTH -> health();
            case METRICS -> metrics(request);
            default ->
                request.getMethod().equals("DELETE")
                        ? api.delete(path)
                        : api.get(path, request.getHttpURI().getQuery());
        };
    }

    private Answer metrics(Request request) throws IOException {
        MetricsSource source = backend.metrics();
        return source == null ? Answer.problem(404, "there are no metrics here") : Scrape.of(source, request);
    }

    private Answer health() {
        List<String> standstill = backend.standstill();
        return standstill.isEmpty()
                ? Answer.text("ok\n")
                : Answer.problem(503, "stands still: " + String.join(", ", standstill));
    }

    /** The path as it was sent: what is escaped, or leads elsewhere, is no path of the console's. */
    private static String path(Request request) {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    private Answer failed(Throwable e) {
        if (e instanceof BadRequestException bad) {
            return bad.answer();
        }
        if (e instanceof RefusedException refused) {
            return refused.answer();
        }
        if (e instanceof UnreachableException gone) {
            return Answer.problem(503, String.valueOf(gone.getMessage()));
        }
        log.failure(FAILURE, e);
        return Answer.problem(500, "the agent failed at the answer: its log says why");
    }
}
